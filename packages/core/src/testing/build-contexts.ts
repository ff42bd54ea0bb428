import { randomUUID } from "node:crypto";
import type { Partitions } from "@heddle/partitions";
import { contextMember } from "../context/context-errors.ts";
import { declaredResources } from "../context/declared-resources.ts";
import type { InputContext } from "../context/input-context.ts";
import type { Log } from "../context/log.ts";
import type { OutputContext } from "../context/output-context.ts";
import { PartitionView } from "../context/partition-view.ts";
import type { OpContext } from "../context/step-context.ts";
import { assetKey, type AssetKeyLike } from "../definitions/asset-key.ts";
import { ephemeralInstance } from "../instance/ephemeral-instance.ts";
import type { Instance } from "../instance/instance.ts";
import type { EventLevel } from "../instance/events.ts";
import type { MetadataInput } from "../metadata/metadata-value.ts";
import type { ResourceContext } from "../resources/resource.ts";
import type { UserEvent } from "../results/user-events.ts";

/** A log that keeps its lines. */
export interface RecordedLog extends Log {
  readonly lines: readonly {
    readonly level: EventLevel;
    readonly message: string;
    readonly fields: Readonly<Record<string, unknown>>;
  }[];
}

/** A log that keeps its lines, to look at in a test. */
export function recordedLog(): RecordedLog {
  const lines: { level: EventLevel; message: string; fields: Readonly<Record<string, unknown>> }[] =
    [];
  const at =
    (level: EventLevel) =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}): void =>
      void lines.push({ level, message, fields });
  return {
    lines,
    debug: at("DEBUG"),
    info: at("INFO"),
    warning: at("WARNING"),
    error: at("ERROR"),
    critical: at("CRITICAL"),
    exception: (error, message) =>
      void lines.push({ level: "ERROR", message: message ?? String(error), fields: { error } }),
  };
}

/** What {@link buildOpContext} may be given; everything else of a context is an error that names it. */
export interface BuildOpContextOptions {
  readonly config?: unknown;
  /** Values of resources, by key. */
  readonly resources?: Readonly<Record<string, unknown>>;
  readonly partitionKey?: string;
  readonly partitions?: Partitions;
  readonly instance?: Instance;
  readonly signal?: AbortSignal;
  readonly tags?: Readonly<Record<string, string>>;
  readonly runId?: string;
  readonly retryNumber?: number;
  readonly assetKey?: AssetKeyLike;
  readonly selectedOutputNames?: readonly string[];
  readonly log?: Log;
}

/** A context for calling a body directly, and what the body did with it. */
export interface BuiltOpContext extends OpContext {
  readonly log: RecordedLog;
  /** Metadata that the body added, by output name. */
  readonly addedMetadata: Readonly<Record<string, MetadataInput>>;
  /** Events that the body logged. */
  readonly loggedEvents: readonly UserEvent[];
}

/**
 * A context to call the body of an op or asset with, in a unit test.
 *
 * @example
 * ```ts
 * const context = buildOpContext({ config: { limit: 3 }, resources: { database: fake } });
 * expect(await fetchRows.invoke({}, context)).toEqual([1, 2, 3]);
 * ```
 */
export function buildOpContext(options: BuildOpContextOptions = {}): BuiltOpContext {
  const log = recordedLog();
  const addedMetadata: Record<string, MetadataInput> = {};
  const loggedEvents: UserEvent[] = [];
  const view = new PartitionView(
    "the context",
    options.partitions,
    options.partitionKey === undefined ? [] : [options.partitionKey],
  );
  const value = (key: string): string =>
    options.partitions?.kind === "multi"
      ? (options.partitions.parseKey(key) as unknown as string)
      : key;
  const key = (): readonly string[] => {
    if (options.assetKey === undefined) throw notGiven("assetKey");
    return assetKey(options.assetKey);
  };
  const logEvent = (event: UserEvent): Promise<void> => {
    loggedEvents.push(event);
    return Promise.resolve();
  };
  const given = {
    log,
    config: options.config ?? {},
    resources: declaredResources("the body", options.resources ?? {}),
    runId: options.runId ?? randomUUID(),
    signal: options.signal ?? new AbortController().signal,
    tags: options.tags ?? {},
    retryNumber: options.retryNumber ?? 0,
    runConfig: {},
    jobName: "test",
    stepKey: "test",
    opName: "test",
    isSubset: false,
    mappingKey: undefined,
    hasPartitionKey: options.partitionKey !== undefined,
    selectedOutputNames: options.selectedOutputNames ?? ["result"],
    addedMetadata,
    loggedEvents,
    get selectedAssetKeys() {
      return options.assetKey === undefined ? [] : [key()];
    },
    get assetKey() {
      return key();
    },
    get instance() {
      return (options.instance ?? (made ??= ephemeralInstance())) satisfies Instance;
    },
    get partitionKey() {
      return value(view.key);
    },
    get partitionKeys() {
      return view.keys.map(value);
    },
    get partitionKeyRange() {
      return view.range;
    },
    get partitionTimeWindow() {
      return view.timeWindow;
    },
    addOutputMetadata: (metadata: MetadataInput, where: { readonly outputName?: string } = {}) => {
      const name = where.outputName ?? "result";
      addedMetadata[name] = { ...addedMetadata[name], ...metadata };
    },
    addAssetMetadata: (metadata: MetadataInput) => {
      addedMetadata["result"] = { ...addedMetadata["result"], ...metadata };
    },
    logEvent,
    reportMaterialization: (asset: AssetKeyLike, more = {}) =>
      logEvent({ kind: "asset-materialization", assetKey: asset, ...more }),
    reportObservation: (asset: AssetKeyLike, more = {}) =>
      logEvent({ kind: "asset-observation", assetKey: asset, ...more }),
    reportCheck: (asset: AssetKeyLike, checkName: string, result: { readonly passed: boolean }) =>
      logEvent({ kind: "asset-check-result", ...result, assetKey: asset, checkName }),
  };
  let made: Instance | undefined;
  return strict(given) as unknown as BuiltOpContext;
}

/** As {@link buildOpContext}, for the body of an asset. */
export function buildAssetContext(options: BuildOpContextOptions = {}): BuiltOpContext {
  return buildOpContext(options);
}

/** What {@link buildOutputContext} and {@link buildInputContext} may be given. */
export interface BuildIOContextOptions {
  readonly name?: string;
  readonly assetKey?: AssetKeyLike;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly partitionKey?: string;
  readonly partitionKeys?: readonly string[];
  readonly partitions?: Partitions;
  readonly resources?: Readonly<Record<string, unknown>>;
  readonly resourceConfig?: unknown;
  readonly runId?: string;
  readonly stepKey?: string;
  readonly mappingKey?: string;
  readonly instance?: Instance;
}

/** An output context for testing an IO manager, and the metadata that the manager added. */
export function buildOutputContext(
  options: BuildIOContextOptions = {},
): OutputContext & { readonly addedMetadata: MetadataInput } {
  const addedMetadata: Record<string, MetadataInput[string]> = {};
  const scoped = scopedIdentifier(options);
  const io = ioContext(options, scoped);
  return strict(
    {
      ...io.context,
      mappingKey: options.mappingKey,
      outputMetadata: {},
      managerKey: "io_manager",
      version: undefined,
      codeVersion: undefined,
      inputVersions: {},
      runScopedIdentifier: scoped,
      addedMetadata,
      addOutputMetadata: (metadata: MetadataInput) => void Object.assign(addedMetadata, metadata),
    },
    io.lazy,
  ) as unknown as OutputContext & { readonly addedMetadata: MetadataInput };
}

/** An input context for testing an IO manager. */
export function buildInputContext(
  options: BuildIOContextOptions & { readonly upstreamOutput?: OutputContext } = {},
): InputContext {
  const upstream = options.upstreamOutput;
  const scoped = upstream?.runScopedIdentifier ?? scopedIdentifier(options);
  const io = ioContext(options, scoped);
  return strict(
    {
      ...io.context,
      upstreamOutput: upstream,
      upstreamMaterializationMetadata: undefined,
      addInputMetadata: () => undefined,
      forPartition: (key: string) => buildInputContext({ ...options, partitionKeys: [key] }),
    },
    io.lazy,
  ) as unknown as InputContext;
}

/** What a resource's `create` gets, for testing it by itself. */
export function buildInitResourceContext<Config = unknown>(
  options: {
    readonly config?: Config;
    readonly resources?: Readonly<Record<string, unknown>>;
    readonly instance?: Instance;
    readonly onTeardown?: (action: () => void | Promise<void>) => void;
  } = {},
): ResourceContext<Config, Readonly<Record<string, unknown>>> {
  return {
    config: options.config as Config,
    resources: declaredResources("the resource", options.resources ?? {}),
    signal: new AbortController().signal,
    log: recordedLog(),
    runId: randomUUID(),
    jobName: "test",
    instance: options.instance ?? ephemeralInstance(),
    onTeardown: options.onTeardown ?? (() => undefined),
  };
}

/** What both kinds of IO contexts have: plain members, and those that may be errors when they are asked for. */
function ioContext(
  options: BuildIOContextOptions,
  scoped: readonly string[],
): { readonly context: object; readonly lazy: Readonly<Record<string, () => unknown>> } {
  const keys =
    options.partitionKeys ?? (options.partitionKey === undefined ? [] : [options.partitionKey]);
  const own = new PartitionView("the context", options.partitions, keys);
  const context = {
    name: options.name ?? "result",
    jobName: "test",
    runId: scoped[0],
    stepKey: options.stepKey ?? "test",
    opName: options.stepKey ?? "test",
    definitionMetadata: options.metadata ?? {},
    config: undefined,
    resourceConfig: options.resourceConfig,
    resources: declaredResources("the IO manager", options.resources ?? {}),
    log: recordedLog(),
    signal: new AbortController().signal,
    tags: {},
    schema: undefined,
    hasAssetKey: options.assetKey !== undefined,
    hasPartitionKey: keys.length === 1,
    hasAssetPartitions: options.partitions !== undefined,
    assetPartitionKeys: keys,
    logEvent: () => Promise.resolve(),
  };
  const lazy = {
    instance: () => options.instance ?? ephemeralInstance(),
    assetKey: () => {
      if (options.assetKey === undefined) throw notGiven("assetKey");
      return assetKey(options.assetKey);
    },
    partitionKey: () => own.key,
    assetPartitionKey: () => own.key,
    assetPartitionKeyRange: () => own.range,
    assetPartitionsTimeWindow: () => own.timeWindow,
    assetPartitionsDefinition: () => own.required,
    assetIdentifier: () => [
      ...lazy.assetKey(),
      ...(options.partitions === undefined ? [] : [own.key]),
    ],
    identifier: () => (options.assetKey === undefined ? scoped : lazy.assetIdentifier()),
  };
  return { context, lazy };
}

function scopedIdentifier(options: BuildIOContextOptions): readonly string[] {
  return [
    options.runId ?? randomUUID(),
    options.stepKey ?? "test",
    options.name ?? "result",
    ...(options.mappingKey === undefined ? [] : [options.mappingKey]),
  ];
}

function strict(given: object, lazy: Readonly<Record<string, () => unknown>> = {}): object {
  for (const [name, get] of Object.entries(lazy)) Object.defineProperty(given, name, { get });
  return new Proxy(given, {
    get(target, name, receiver) {
      if (typeof name === "symbol" || name in target || name === "then" || name === "toJSON")
        return Reflect.get(target, name, receiver) as unknown;
      throw notGiven(name);
    },
  });
}

function notGiven(member: string): ReturnType<typeof contextMember> {
  return contextMember(
    `the body uses context.${member}, which the built context was not given`,
    "Give it to the context builder, or run the asset with materializeToMemory.",
  );
}
