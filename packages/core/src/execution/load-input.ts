import { listed } from "../definitions/fault.ts";
import type { AssetKey } from "../definitions/asset-key.ts";
import { assetKeyToUserString } from "../definitions/asset-key.ts";
import {
  makeInputContext,
  type InputCall,
  type UpstreamRef,
} from "../context/make-input-context.ts";
import type { StepLaunch } from "./executor.ts";
import { InputSources } from "./input-sources.ts";
import { CoreError } from "../errors.ts";
import { isInputManager, type InputManager } from "../io-managers/io-manager.ts";
import { partitionedInput } from "../io-managers/partitioned-input.ts";
import { toEventMetadata } from "../metadata/metadata-value.ts";
import type { InputSource, PlanInput } from "../plan/plan.ts";
import type { PlannedResource } from "../resources/resource-plan.ts";
import { acceptsEverything, type Schema } from "../schema/schema.ts";
import type { RunServices } from "./run-services.ts";
import { isMissing, wrapLoad } from "./load-errors.ts";
import { checkType } from "./check-type.ts";
import { readingOf, type InputReading } from "./upstream-keys.ts";

/** A loaded input, and what it was made from. */
export interface LoadedInput {
  readonly value: unknown;
  /** Asset and partitions that were read, for data versions and lineage. */
  readonly read:
    | { readonly key: AssetKey; readonly partitions: readonly string[] | undefined }
    | undefined;
}

/** Loads one input of a step and checks its type. */
export async function loadInput(
  services: RunServices,
  launch: StepLaunch,
  input: PlanInput,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<LoadedInput> {
  const loader = new InputLoader(services, launch, input, signal);
  const loaded = await loader.load(keys);
  const stepKey = launch.stepKey;
  const schema = input.definition.schema ?? sourceSchema(services, input);
  let value = loaded.value;
  if (schema !== undefined && !acceptsEverything(schema) && loader.checkable)
    value = await checkType(schema, value, `input "${input.definition.name}" of step "${stepKey}"`);
  services.log.emit(
    "STEP_INPUT",
    { inputName: input.definition.name, typeCheck: { success: true } },
    { stepKey, message: `Got input "${input.definition.name}".` },
  );
  return { ...loaded, value };
}

/** The schema that an external asset declares for its values. */
function sourceSchema(services: RunServices, input: PlanInput): Schema | undefined {
  if (input.source.kind !== "asset") return undefined;
  const definition = services.graph.get(input.source.key)?.definition ?? input.dependency?.upstream;
  return definition?.kind === "source" ? definition.schema : undefined;
}

class InputLoader {
  readonly #services: RunServices;
  readonly #launch: StepLaunch;
  readonly #input: PlanInput;
  readonly #signal: AbortSignal;
  readonly #sources: InputSources;
  /** Whether the value is one that the input's schema describes, and not a collection of them. */
  checkable = true;

  constructor(services: RunServices, launch: StepLaunch, input: PlanInput, signal: AbortSignal) {
    this.#services = services;
    this.#launch = launch;
    this.#input = input;
    this.#signal = signal;
    this.#sources = new InputSources(services, launch, input.definition);
  }

  async load(keys: readonly string[]): Promise<LoadedInput> {
    const { source, definition } = this.#input;
    const config = this.#services.config.steps.get(this.#launch.step.path.join("."));
    switch (source.kind) {
      case "default":
        return { value: definition.defaultValue?.value, read: undefined };
      case "config":
        return { value: config?.inputs.get(definition.name), read: undefined };
      case "manager":
        return {
          value: await this.#loadOne(this.#call(undefined, undefined, this.#sources.ownManager())),
          read: undefined,
        };
      case "list": {
        const values = await Promise.all(
          source.items
            .filter((item) => this.#sources.isAvailable(item))
            .map((item) => this.#loadSource(item)),
        );
        return { value: values.flat(1), read: undefined };
      }
      case "step": {
        const asset = this.#sources.upstreamAsset(source);
        if (asset !== undefined && this.#input.dependency !== undefined)
          return this.#loadAsset(
            asset.key,
            keys,
            this.#sources.upstreamRef(source, undefined),
            this.#sources.stepManager(source),
          );
        const value = await this.#loadSource(source);
        return {
          value: source.collect ? value : value[0],
          read: asset === undefined ? undefined : { key: asset.key, partitions: undefined },
        };
      }
      default: {
        const manager = this.#sources.ownManager();
        return this.#loadAsset(
          source.key,
          keys,
          this.#sources.sourceRef(source.key, manager),
          manager,
        );
      }
    }
  }

  /** Values of a source as a list: one, or those of all mapping keys. */
  async #loadSource(source: InputSource): Promise<readonly unknown[]> {
    if (source.kind === "config")
      return [
        this.#services.config.steps
          .get(this.#launch.step.path.join("."))
          ?.inputs.get(this.#input.definition.name),
      ];
    if (source.kind !== "step") return [this.#input.definition.defaultValue?.value];
    const manager = this.#sources.ownManagerOr(() => this.#sources.stepManager(source));
    const refs = this.#sources.refs(source);
    return Promise.all(refs.map((ref) => this.#loadOne(this.#call(undefined, ref, manager))));
  }

  async #loadAsset(
    key: AssetKey,
    keys: readonly string[],
    upstream: UpstreamRef,
    manager: PlannedResource,
  ): Promise<LoadedInput> {
    const { dependency } = this.#input;
    const node = this.#services.graph.get(key);
    const upstreamPartitions = node?.partitions ?? dependency?.declaredPartitions;
    const downstreamPartitions =
      this.#launch.step.outputs.find((output) => output.asset !== undefined)?.asset?.partitions ??
      (this.#launch.step.check === undefined
        ? undefined
        : this.#services.graph.get(this.#launch.step.check.asset)?.partitions);
    const reading: InputReading =
      dependency === undefined
        ? { shape: "single", keys: undefined }
        : readingOf(
            dependency,
            upstreamPartitions,
            downstreamPartitions,
            keys,
            this.#services.partitions.context,
          );
    const call = { ...this.#call(key, upstream, manager), upstreamPartitions, keys: reading.keys };
    return {
      value: await this.#loadShaped(call, reading, key),
      read: { key, partitions: reading.keys },
    };
  }

  async #loadShaped(call: InputCall, reading: InputReading, key: AssetKey): Promise<unknown> {
    if (reading.keys === undefined) return this.#loadOne(call);
    if (reading.shape === "keyed" || this.#services.partitions.keys.length > 1) {
      this.checkable = false;
      return this.#loadKeyed(call, reading.keys);
    }
    const [only] = reading.keys;
    if (reading.keys.length === 1 && only !== undefined) return this.#loadOne(call);
    if (reading.keys.length === 0) {
      if (reading.shape === "optional" || this.#isSelf(key)) {
        this.checkable = false;
        return undefined;
      }
      throw new CoreError({
        code: "CORE_PARTITION_MISMATCH",
        message: `input "${call.definition.name}" of "${call.stepKey}" takes one partition of "${assetKeyToUserString(key)}", and none belongs to this run`,
        hint: 'Use a mapping that gives each partition an upstream one, or `shape: "optional"`.',
      });
    }
    throw new CoreError({
      code: "CORE_PARTITION_MISMATCH",
      message: `input "${call.definition.name}" of "${call.stepKey}" takes one partition of "${assetKeyToUserString(key)}", and ${reading.keys.length} belong to this run: ${listed(reading.keys, 5)}`,
      hint: 'Say `shape: "keyed"` on the input, or choose a mapping that selects one.',
    });
  }

  #isSelf(key: AssetKey): boolean {
    return this.#launch.step.outputs.some(
      (output) =>
        output.asset !== undefined &&
        assetKeyToUserString(output.asset.key) === assetKeyToUserString(key),
    );
  }

  async #loadKeyed(call: InputCall, keys: readonly string[]): Promise<unknown> {
    const manager = this.#managerOf(call.manager);
    const context = makeInputContext(this.#services, call);
    const allowMissing = call.definition.metadata["allow_missing_partitions"] === true;
    const { schema } = call.definition;
    const what = `input "${call.definition.name}" of step "${call.stepKey}"`;
    const check = async (value: unknown): Promise<unknown> =>
      schema === undefined || acceptsEverything(schema) ? value : checkType(schema, value, what);
    if (manager.loadPartitions !== undefined) {
      const value = await wrapLoad(call, async () => manager.loadPartitions?.(context));
      this.#loaded(call);
      return value;
    }
    this.#loaded(call);
    return partitionedInput({
      keys,
      load: async (key) =>
        check(await wrapLoad(call, async () => manager.loadInput(context.forPartition(key)), key)),
      skip: (key, error) => {
        if (!allowMissing || !isMissing(error)) return false;
        context.log.warning(
          `partition "${key}" of input "${call.definition.name}" has no stored value and is left out`,
        );
        return true;
      },
    });
  }

  async #loadOne(call: InputCall): Promise<unknown> {
    const manager = this.#managerOf(call.manager);
    const value = await wrapLoad(call, async () =>
      manager.loadInput(makeInputContext(this.#services, call)),
    );
    this.#loaded(call);
    return value;
  }

  #loaded(call: InputCall): void {
    const metadata = toEventMetadata(call.added, (message) =>
      this.#services.log.log(call.stepKey).warning(message),
    );
    this.#services.log.emit(
      "LOADED_INPUT",
      {
        inputName: call.definition.name,
        managerKey: call.manager.key,
        metadata,
        ...(call.upstream === undefined
          ? {}
          : { upstreamOutputName: call.upstream.name, upstreamStepKey: call.upstream.stepKey }),
      },
      {
        stepKey: call.stepKey,
        message: `Loaded input "${call.definition.name}" with IO manager "${call.manager.key}".`,
      },
    );
    if (call.assetKey !== undefined && Object.keys(metadata).length > 0) {
      const [partition] = call.keys ?? [];
      this.#services.log.emit(
        "ASSET_OBSERVATION",
        {
          assetKey: call.assetKey,
          metadata,
          tags: {},
          ...(call.keys?.length === 1 && partition !== undefined ? { partition } : {}),
        },
        { stepKey: call.stepKey },
      );
    }
  }

  #call(
    assetKey: AssetKey | undefined,
    upstream: UpstreamRef | undefined,
    manager: PlannedResource,
  ): InputCall {
    return {
      stepKey: this.#launch.stepKey,
      opName: this.#launch.step.path.at(-1) ?? this.#launch.stepKey,
      definition: this.#input.definition,
      assetKey,
      upstreamPartitions: undefined,
      keys: undefined,
      upstream,
      manager,
      signal: this.#signal,
      added: {},
    };
  }

  #managerOf(planned: PlannedResource): InputManager {
    const value = this.#services.resources.value(planned);
    if (isInputManager(value)) return value;
    throw new CoreError({
      code: "CORE_NOT_AN_IO_MANAGER",
      message: `resource "${planned.key}" cannot load inputs: it has no loadInput`,
      hint: "Bind an IO manager or input manager under this key.",
    });
  }
}
