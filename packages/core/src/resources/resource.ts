import { z } from "zod";
import type { AssetKey } from "../definitions/asset-key.ts";
import type { Fault } from "../definitions/fault.ts";
import type { Partitions } from "../definitions/partition-types.ts";
import { SourceLocation } from "../definitions/source-location.ts";
import type { types } from "../definitions/types-symbol.ts";
import type { Simplify } from "../definitions/value-types.ts";
import type { ConfigInput } from "../schema/config-input.ts";
import type { Schema } from "../schema/schema.ts";
import type { IOManager } from "../io-managers/io-manager.ts";
import type { Instance } from "../instance/instance.ts";
import type { Log } from "../context/log.ts";

/** What a body or a resource needs: key → the resource that gives the type, or a schema that does. */
export type ResourceRequirements = Readonly<Record<string, Resource | Schema>>;

/** The values behind requirements. */
export type ResourceValues<Needs> = Simplify<{
  readonly [K in keyof Needs]: Needs[K] extends Resource<infer Value>
    ? Value
    : Needs[K] extends Schema<infer Output>
      ? Output
      : unknown;
}>;

/** A key whose text the compiler knows; a plain `string` says nothing and is dropped. */
export type LiteralKey<K extends string> = string extends K ? never : K;

/** What a definition needs from its surroundings: the declared resources and its IO managers. */
export type Requirements<Needs, IO extends string> = Simplify<
  ResourceValues<Needs> & { readonly [K in LiteralKey<IO>]: IOManager }
>;

/** The values that given resources provide. */
export type ProvidedResources<R> = {
  readonly [K in keyof R]: R[K] extends Resource<infer Value> ? Value : unknown;
};

/** What a resource gets when it is set up. */
export interface ResourceContext<Config = unknown, Resources = unknown> {
  readonly config: Config;
  /** The resources that it declares. */
  readonly resources: Resources;
  /** Aborts when the run is cancelled. */
  readonly signal: AbortSignal;
  readonly log: Log;
  /** The run that the resource is made for. */
  readonly runId: string;
  readonly jobName: string;
  readonly instance: Instance;
  /** Runs when the resource is torn down, also after failure and cancellation; the last one first. */
  readonly onTeardown: (action: () => void | Promise<void>) => void;
}

/** An asset that an IO manager stores, as far as the manager may judge it before anything runs. */
export interface StoredAsset {
  readonly key: AssetKey;
  readonly partitions: Partitions | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** A fault that an IO manager finds in an asset. */
export interface StoredAssetFault {
  readonly asset: StoredAsset;
  readonly message: string;
  readonly hint?: string;
}

/**
 * Judges the assets that an IO manager is to store, when the definitions are put together: pure, with the config as
 * it was fixed (its references unresolved), or undefined when it comes with the run.
 */
export type CheckAssets = (
  assets: readonly StoredAsset[],
  config: unknown,
) => readonly StoredAssetFault[];

/** A function from an outer config to that of `base`, as `.configured` got it. */
export interface ConfigMap {
  readonly map: (outer: unknown) => unknown;
  readonly base: ResourceDefinition;
}

/** Config fixed by `.configured`, still with its references; `through` what it has another shape for. */
export interface FixedConfig {
  readonly config: unknown;
  readonly through?: ConfigMap;
}

/** The parts of a resource that machinery reads. */
export interface ResourceDefinition {
  readonly config: Schema;
  readonly needs: ResourceRequirements;
  readonly create: (context: ResourceContext) => unknown;
  readonly description: string | undefined;
  readonly fixed: FixedConfig | ConfigMap | undefined;
  /** The value itself, of a resource that is nothing but a value. */
  readonly value?: { readonly given: unknown };
  /** Whether the value belongs to someone else, who disposes of it. */
  readonly borrowed: boolean;
  /** Whether the value is of use only in the process that made it: an IO manager that keeps values in memory. */
  readonly processLocal?: boolean;
  readonly checkAssets?: CheckAssets | undefined;
  readonly faults: readonly Fault[];
  readonly location: SourceLocation;
}

/** Something that bodies and IO managers use, made once per process of a run and torn down after it. */
export interface Resource<out Value = unknown, in Requires = never> {
  readonly kind: "resource";
  readonly definition: ResourceDefinition;
  readonly [types]: { readonly value: Value; readonly requires: (environment: Requires) => void };
}

/** A resource that takes config from run config, or a fixed one by `.configured`. */
export interface ConfigurableResource<
  out Value = unknown,
  in Requires = never,
  in Config = never,
> extends Resource<Value, Requires> {
  /**
   * The resource with its whole config fixed. `{ env: NAME }` is resolved when the resource is made.
   *
   * @param config checked at once against the schema
   */
  configured(config: Config): Resource<Value, Requires>;
  /**
   * The resource with a config of another shape.
   *
   * @param map makes this resource's config from the outer one
   * @param options.schema schema of the outer config
   */
  configured<Output, Input>(
    map: (outer: Output) => Config,
    options: { readonly schema: Schema<Output, Input> },
  ): ConfigurableResource<Value, Requires, ConfigInput<Input>>;
}

/** Options of {@link resource}. */
export interface ResourceOptions<Output, Input, Needs extends ResourceRequirements> {
  /** Schema of the config, e.g. a zod object. Default: any. */
  readonly config?: Schema<Output, Input>;
  /** Other resources that this one needs. */
  readonly resources?: Needs;
  readonly description?: string;
  /** For IO managers: what is wrong with storing these assets together. */
  readonly checkAssets?: CheckAssets;
}

/**
 * A resource.
 *
 * @param options config schema and needed resources
 * @param create makes the value, also asynchronously. If the value has `Symbol.asyncDispose` or `Symbol.dispose` it is
 * disposed at tear-down, in reverse order of set-up, whatever happened
 *
 * @example
 * ```ts
 * const database = resource({ config: z.object({ url: z.string() }) }, ({ config }) => connect(config.url));
 * database.configured({ url: { env: "DATABASE_URL" } });
 * ```
 */
export function resource<
  Output,
  Input,
  const Needs extends ResourceRequirements = {},
  Value = unknown,
>(
  options: ResourceOptions<Output, Input, Needs>,
  create: (context: ResourceContext<Output, ResourceValues<Needs>>) => Value,
): ConfigurableResource<Awaited<Value>, ResourceValues<Needs>, ConfigInput<Input>> {
  return fromDefinition({
    config: options.config ?? z.unknown(),
    needs: options.resources ?? {},
    create: create as unknown as (context: ResourceContext) => unknown,
    description: options.description,
    checkAssets: options.checkAssets,
    fixed: undefined,
    borrowed: false,
    faults: [],
    location: SourceLocation.of(resource),
  }) as unknown as ConfigurableResource<Awaited<Value>, ResourceValues<Needs>, ConfigInput<Input>>;
}

/** A resource of a value that exists already; nothing is torn down. */
export function valueResource<Value>(value: Value): Resource<Value, {}> {
  return fromDefinition({
    config: z.unknown(),
    needs: {},
    create: () => value,
    value: { given: value },
    description: undefined,
    fixed: undefined,
    borrowed: true,
    faults: [],
    location: SourceLocation.of(valueResource),
  }) as unknown as Resource<Value, {}>;
}

/** The object around a resource definition. */
export function fromDefinition(definition: ResourceDefinition): Resource {
  const made = {
    kind: "resource" as const,
    definition,
    configured: (config: unknown, options?: { readonly schema: Schema }) =>
      typeof config === "function"
        ? fromDefinition({
            ...definition,
            config: options?.schema ?? z.unknown(),
            fixed: { map: config as (outer: unknown) => unknown, base: definition },
          })
        : withConfig(definition, config, SourceLocation.of(made.configured)),
  };
  return made as unknown as Resource;
}

/** The resource of a definition with its whole config fixed. */
export function withConfig(
  definition: ResourceDefinition,
  config: unknown,
  location: SourceLocation,
): Resource {
  const through = configMapOf(definition);
  const fixed = through === undefined ? { config } : { config, through };
  return fromDefinition({ ...definition, fixed, location });
}

/** What makes a resource's own config from the one that it takes, when they differ. */
export function configMapOf({ fixed }: ResourceDefinition): ConfigMap | undefined {
  return fixed !== undefined && "map" in fixed ? fixed : fixed?.through;
}

/** Whether a value is a resource. */
export function isResource(value: unknown): value is Resource {
  return (
    typeof value === "object" &&
    value !== null &&
    (value as { readonly kind?: unknown }).kind === "resource"
  );
}
