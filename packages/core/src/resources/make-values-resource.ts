import { z } from "zod";
import type { ConfigInput } from "../schema/config-input.ts";
import { resource, type ConfigurableResource } from "./resource.ts";

/**
 * A resource whose value is its config (origin: Dagster's `make_values_resource`).
 *
 * @param fields name → zod schema. Without fields the config is any object
 *
 * @example
 * ```ts
 * const wandbConfig = makeValuesResource({ entity: z.string().optional(), project: z.string() });
 * ```
 */
export function makeValuesResource<const Fields extends z.ZodRawShape>(
  fields: Fields,
): ConfigurableResource<
  z.output<z.ZodObject<Fields>>,
  {},
  ConfigInput<z.input<z.ZodObject<Fields>>>
>;
export function makeValuesResource(): ConfigurableResource<
  Readonly<Record<string, unknown>>,
  {},
  Readonly<Record<string, unknown>>
>;
export function makeValuesResource(fields?: z.ZodRawShape): unknown {
  const config = fields === undefined ? z.record(z.string(), z.unknown()) : z.strictObject(fields);
  return resource({ config: config }, (context) => context.config);
}
