import { assetKeyToUserString } from "../definitions/asset-key.ts";
import { listed } from "../definitions/fault.ts";
import { makeOutputContext } from "../context/make-output-context.ts";
import { CoreError } from "../errors.ts";
import { isIOManager } from "../io-managers/io-manager.ts";
import { toEventMetadata, type MetadataInput } from "../metadata/metadata-value.ts";
import type { PlanOutput } from "../plan/plan.ts";
import { acceptsEverything } from "../schema/schema.ts";
import { causeHint, causeText } from "../cause-text.ts";
import { checkType } from "./check-type.ts";
import type { StepLaunch } from "./executor.ts";
import type { LoadedInput } from "./load-input.ts";
import { dimensionTags } from "./run-partitions.ts";
import type { RunServices } from "./run-services.ts";

/** A value that a body produced. */
export interface ProducedValue {
  readonly value: unknown;
  /** False where the body stored the asset itself. */
  readonly hasValue: boolean;
  readonly metadata: MetadataInput;
  readonly mappingKey: string | undefined;
  readonly partitionKey: string | undefined;
  readonly dataVersion: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** Hands the produced values of one step to their IO managers and records what was made. */
export class OutputStore {
  readonly #services: RunServices;
  readonly #launch: StepLaunch;
  readonly #signal: AbortSignal;
  readonly #inputs: readonly LoadedInput[];
  readonly #keys: readonly string[];
  /** Metadata given by `context.addOutputMetadata`, by output, mapping key and partition. */
  readonly given = new Map<string, Record<string, MetadataInput[string]>>();
  /** Metadata and values of the outputs, for hooks. */
  readonly metadata: Record<string, MetadataInput> = {};

  constructor(
    services: RunServices,
    launch: StepLaunch,
    inputs: readonly LoadedInput[],
    keys: readonly string[],
    signal: AbortSignal,
  ) {
    this.#services = services;
    this.#launch = launch;
    this.#inputs = inputs;
    this.#keys = keys;
    this.#signal = signal;
  }

  /**
   * Stores one produced value. In a run over several partitions a keyed collection is stored key by key, as its entries come.
   *
   * @returns the partition keys that were stored; empty for an unpartitioned output
   */
  async store(output: PlanOutput, produced: ProducedValue): Promise<readonly string[]> {
    const partitioned = output.asset?.partitions !== undefined;
    const keys = partitioned ? this.#keys : [];
    if (produced.partitionKey !== undefined) {
      this.#checkKey(output, produced.partitionKey, keys);
      await this.#storeOne(output, produced, [produced.partitionKey]);
      return [produced.partitionKey];
    }
    const entries =
      partitioned && produced.hasValue ? keyedEntries(produced.value, keys) : undefined;
    if (entries === undefined) {
      await this.#storeOne(output, produced, keys);
      return keys;
    }
    const stored: string[] = [];
    for await (const [key, value] of entries) {
      this.#checkKey(output, key, keys);
      await this.#storeOne(output, { ...produced, value }, [key]);
      stored.push(key);
    }
    return stored;
  }

  async #storeOne(
    output: PlanOutput,
    produced: ProducedValue,
    keys: readonly string[],
  ): Promise<void> {
    const { stepKey } = this.#launch;
    const name = output.definition.name;
    const { asset } = output;
    let { value } = produced;
    if (
      produced.hasValue &&
      output.definition.schema !== undefined &&
      !acceptsEverything(output.definition.schema)
    ) {
      value = await checkType(
        output.definition.schema,
        value,
        `output "${name}" of step "${stepKey}"`,
      );
    }
    const metadata: MetadataInput = {
      ...this.#given(name, produced.mappingKey, keys),
      ...produced.metadata,
    };
    this.metadata[name] = { ...this.metadata[name], ...metadata };
    const version = await this.#version(output, produced);
    this.#services.log.emit(
      "STEP_OUTPUT",
      {
        output: {
          stepKey,
          outputName: name,
          ...(produced.mappingKey === undefined ? {} : { mappingKey: produced.mappingKey }),
        },
        typeCheck: { success: true },
        metadata: this.#events(metadata),
        ...(version?.dataVersion === undefined ? {} : { version: version.dataVersion }),
      },
      {
        stepKey,
        message: `Yielded output "${name}"${produced.mappingKey === undefined ? "" : ` with mapping key "${produced.mappingKey}"`}.`,
      },
    );
    const added = produced.hasValue
      ? await this.#handle(output, { ...produced, value }, keys, metadata, version)
      : { metadata: {}, managerKey: undefined };
    if (asset !== undefined)
      await this.#materialize(output, produced, keys, { ...metadata, ...added.metadata }, version);
    if (added.managerKey !== undefined) {
      this.#services.log.emit(
        "HANDLED_OUTPUT",
        {
          outputName: name,
          managerKey: added.managerKey,
          metadata: this.#events({ ...metadata, ...added.metadata }),
          ...(produced.mappingKey === undefined ? {} : { mappingKey: produced.mappingKey }),
        },
        { stepKey, message: `Handled output "${name}" with IO manager "${added.managerKey}".` },
      );
    }
  }

  async #handle(
    output: PlanOutput,
    produced: ProducedValue,
    keys: readonly string[],
    metadata: MetadataInput,
    version: OutputVersion | undefined,
  ): Promise<{ readonly metadata: MetadataInput; readonly managerKey: string }> {
    const services = this.#services;
    const { step, stepKey } = this.#launch;
    const name = output.definition.name;
    const planned = services.stepResources.get(step.key)?.outputs.get(name);
    if (planned === undefined)
      throw new CoreError({
        code: "CORE_MISSING_RESOURCE",
        message: `output "${name}" of "${stepKey}" has no IO manager`,
      });
    const manager = services.resources.value(planned);
    if (!isIOManager(manager)) {
      throw new CoreError({
        code: "CORE_NOT_AN_IO_MANAGER",
        message: `resource "${planned.key}" cannot store output "${name}": it has no handleOutput and loadInput`,
        hint: "Bind an IO manager under this key.",
      });
    }
    const { context, added } = makeOutputContext(services, {
      stepKey,
      opName: step.path.at(-1) ?? stepKey,
      output,
      mappingKey: produced.mappingKey,
      keys,
      metadata,
      manager: planned,
      version: version?.dataVersion,
      codeVersion: version?.codeVersion,
      inputVersions: version?.inputVersions ?? {},
      signal: this.#signal,
    });
    try {
      const returned = await manager.handleOutput(context, produced.value);
      return { metadata: { ...added, ...returned }, managerKey: planned.key };
    } catch (cause) {
      throw new CoreError({
        code: "CORE_HANDLE_OUTPUT",
        message: `handling output "${name}" of step "${stepKey}" failed: ${causeText(cause)}`,
        hint: causeHint(cause),
        details: { output: name, step: stepKey, manager: planned.key },
        cause,
      });
    }
  }

  async #materialize(
    output: PlanOutput,
    produced: ProducedValue,
    keys: readonly string[],
    metadata: MetadataInput,
    version: OutputVersion | undefined,
  ): Promise<void> {
    const { asset } = output;
    if (asset === undefined) return;
    const { stepKey } = this.#launch;
    const lineage = this.#inputs.flatMap(({ read }) =>
      read === undefined
        ? []
        : [
            {
              assetKey: read.key,
              ...(read.partitions === undefined || read.partitions.length > 100
                ? {}
                : { partitions: read.partitions }),
            },
          ],
    );
    const events = (keys.length === 0 ? [undefined] : keys).map((partition) => ({
      partition,
      data: {
        assetKey: asset.key,
        metadata: this.#events({
          ...metadata,
          ...(partition === undefined || keys.length === 1
            ? {}
            : this.#given(output.definition.name, produced.mappingKey, [partition])),
        }),
        tags: {
          ...(partition === undefined ? {} : dimensionTags(asset.partitions, partition)),
          ...version?.tags,
          ...produced.tags,
        },
        ...(partition === undefined ? {} : { partition }),
        ...(asset.description === undefined ? {} : { description: asset.description }),
        ...(lineage.length === 0 ? {} : { lineage }),
      },
    }));
    const records = await Promise.all(
      events.map(({ partition, data }) =>
        this.#services.log.store("ASSET_MATERIALIZATION", data, {
          stepKey,
          message: `Materialized asset "${assetKeyToUserString(asset.key)}"${partition === undefined ? "" : ` partition "${partition}"`}.`,
        }),
      ),
    );
    for (const [index, record] of records.entries())
      this.#services.versions.record(asset.key, events[index]?.partition, record);
  }

  async #version(output: PlanOutput, produced: ProducedValue): Promise<OutputVersion | undefined> {
    const { asset } = output;
    if (asset === undefined)
      return produced.dataVersion === undefined
        ? undefined
        : {
            dataVersion: produced.dataVersion,
            codeVersion: output.definition.codeVersion,
            inputVersions: {},
            tags: {},
          };
    const { versions, run } = this.#services;
    const read = this.#inputs.flatMap((input) => (input.read === undefined ? [] : [input.read]));
    const deps = (this.#launch.step.assets?.dependencies ?? [])
      .filter((dependency) => dependency.inputName === undefined)
      .map((dependency) => ({ key: dependency.key, partitions: undefined }));
    const inputs = await Promise.all(
      [...read, ...deps].map(async ({ key, partitions }) => ({
        key,
        version: await versions.ofInput(key, partitions),
      })),
    );
    const codeVersion = asset.codeVersion ?? this.#launch.step.op.codeVersion;
    const dataVersion = produced.dataVersion ?? versions.compute(codeVersion, inputs);
    const inputVersions: Record<string, string> = {};
    const tags: Record<string, string> = {
      "dagster/code_version": codeVersion ?? run.runId,
      "dagster/data_version": dataVersion,
    };
    for (const { key, version } of inputs) {
      const text = assetKeyToUserString(key);
      if (version?.dataVersion !== undefined) {
        inputVersions[text] = version.dataVersion;
        tags[`dagster/input_data_version/${text}`] = version.dataVersion;
      }
      if (version?.storageId !== undefined)
        tags[`dagster/input_event_pointer/${text}`] = String(version.storageId);
    }
    return { dataVersion, codeVersion, inputVersions, tags };
  }

  #given(output: string, mappingKey: string | undefined, keys: readonly string[]): MetadataInput {
    const [only] = keys;
    return {
      ...this.given.get(metadataSlot(output, mappingKey, undefined)),
      ...(keys.length === 1 ? this.given.get(metadataSlot(output, mappingKey, only)) : {}),
    };
  }

  #events(metadata: MetadataInput): ReturnType<typeof toEventMetadata> {
    return toEventMetadata(metadata, (message) =>
      this.#services.log.log(this.#launch.stepKey).warning(message),
    );
  }

  #checkKey(output: PlanOutput, key: string, keys: readonly string[]): void {
    if (keys.includes(key)) return;
    throw new CoreError({
      code: "CORE_INVARIANT",
      message: `output "${output.definition.name}" of "${this.#launch.stepKey}" has a value for partition "${key}", which this run does not cover; it covers ${listed(keys, 5)}`,
      hint: "Produce values for `context.partitionKeys` only.",
    });
  }
}

interface OutputVersion {
  readonly dataVersion: string | undefined;
  readonly codeVersion: string | undefined;
  readonly inputVersions: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** Where metadata of an output waits until the output is produced. */
export function metadataSlot(
  output: string,
  mappingKey: string | undefined,
  partition: string | undefined,
): string {
  return [output, mappingKey ?? "", partition ?? ""].join("\n");
}

type Entries = Iterable<readonly [string, unknown]> | AsyncIterable<readonly [string, unknown]>;

/** The entries of a keyed collection of this run's partitions; undefined for any other value. */
function keyedEntries(value: unknown, keys: readonly string[]): Entries | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const kind = (value as { readonly kind?: unknown }).kind;
  if (kind === "keyed-values") return (value as { readonly entries: Entries }).entries;
  if (keys.length < 2) return undefined;
  if (kind === "partitioned-input") return value as AsyncIterable<readonly [string, unknown]>;
  if (value instanceof Map)
    return [...(value as Map<unknown, unknown>)].map(([key, item]) => [String(key), item] as const);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  const own = Object.entries(value);
  const known = new Set(keys);
  return own.length > 0 && own.every(([key]) => known.has(key)) ? own : undefined;
}
