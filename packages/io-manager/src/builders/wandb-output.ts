import { type Output, output, type OutputOptions } from "@heddle/core";
import type { WandbArtifactOptions } from "../configuration/write-types.ts";
import { wandbArtifact } from "./wandb-artifact.ts";

/**
 * A value together with how it is stored in W&B, decided while the step runs. The settings win over
 * those of the definition, key by key.
 *
 * @param value the value
 * @param options settings as for `wandbArtifact`
 * @param about name of the output, its partition key, further metadata
 * @throws WandbArtifactsIOManagerError as `wandbArtifact` does
 *
 * @example
 * ```ts
 * asset({ name: "model" }, async () => {
 *   const { model, accuracy } = await train();
 *   return wandbOutput(model, { metadata: { accuracy }, aliases: accuracy > 0.9 ? ["candidate"] : [] });
 * });
 * ```
 */
export function wandbOutput<Value, const Name extends string = "result">(
  value: Value,
  options: WandbArtifactOptions,
  about: OutputOptions & { readonly name?: Name } = {},
): Output<Name, Value> {
  return output<Value, Name>(value, {
    ...about,
    metadata: { ...about.metadata, ...wandbArtifact(options) },
  });
}
