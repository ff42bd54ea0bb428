import { z } from "zod";
import type { SecretReference } from "./config-input.ts";
import { Secret } from "./secret.ts";

const allowed = new WeakSet<Secret>();

/** Whether the schema that made this secret lets it stand in the config itself. */
export function allowsLiteral(secret: Secret): boolean {
  return allowed.has(secret);
}

/**
 * A config field that holds a secret. It is given as `{ env: NAME }` or `{ file: PATH }`, arrives as a
 * {@link Secret}, and is shown as `********` everywhere.
 *
 * @param options.allowLiteral also take the text itself. Default false: a literal is a fault of the config
 *
 * @example
 * ```ts
 * resource({ config: z.object({ api_key: secret() }) }, ({ config }) => connect(config.api_key.reveal()));
 * ```
 */
export function secret(options: {
  readonly allowLiteral: true;
}): z.ZodType<Secret, string | SecretReference>;
export function secret(options?: {
  readonly allowLiteral?: false;
}): z.ZodType<Secret, SecretReference>;
export function secret(options?: {
  readonly allowLiteral?: boolean;
}): z.ZodType<Secret, string | SecretReference> {
  return z
    .string({ error: "expected a secret: { env: NAME } or { file: PATH }" })
    .min(1, "the secret is empty")
    .meta({ writeOnly: true, format: "password" })
    .transform((value) => {
      const made = new Secret(value);
      if (options?.allowLiteral === true) allowed.add(made);
      return made;
    });
}
