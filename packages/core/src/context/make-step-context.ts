import type { Partitions } from "@heddle/partitions";
import {
  assetKey,
  assetKeyToUserString,
  sameAssetKey,
  type AssetKey,
  type AssetKeyLike,
} from "../definitions/asset-key.ts";
import { listed } from "../definitions/fault.ts";
import { CoreError } from "../errors.ts";
import type { StepLaunch } from "../execution/executor.ts";
import type { RunServices } from "../execution/run-services.ts";
import { metadataSlot, type OutputStore } from "../execution/store-output.ts";
import { readingOf } from "../execution/upstream-keys.ts";
import { logUserEvent } from "../execution/user-event.ts";
import { isInputManager } from "../io-managers/io-manager.ts";
import type { MetadataInput } from "../metadata/metadata-value.ts";
import type { PlanOutput } from "../plan/plan.ts";
import { contextMember } from "./context-errors.ts";
import { declaredResources } from "./declared-resources.ts";
import { makeInputContext } from "./make-input-context.ts";
import { stepPathOf } from "./make-output-context.ts";
import { PartitionView } from "./partition-view.ts";
import type { LoadAssetOptions, OpContext, OutputMetadataOptions } from "./step-context.ts";

/** The context of one try of a step. */
export function makeStepContext(
  services: RunServices,
  launch: StepLaunch,
  store: OutputStore,
  keys: readonly string[],
  produced: ReadonlySet<string>,
  signal: AbortSignal,
): OpContext {
  return new RunningStepContext(services, launch, store, keys, produced, signal);
}

class RunningStepContext implements OpContext {
  readonly #services: RunServices;
  readonly #launch: StepLaunch;
  readonly #store: OutputStore;
  readonly #produced: ReadonlySet<string>;
  readonly #view: PartitionView;
  readonly #selected: readonly PlanOutput[];
  readonly log: OpContext["log"];
  readonly resources: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;

  constructor(
    services: RunServices,
    launch: StepLaunch,
    store: OutputStore,
    keys: readonly string[],
    produced: ReadonlySet<string>,
    signal: AbortSignal,
  ) {
    this.#services = services;
    this.#launch = launch;
    this.#store = store;
    this.#produced = produced;
    this.#selected = launch.step.outputs.filter((output) => output.selected);
    const asset = this.#selected.find((output) => output.asset !== undefined)?.asset;
    this.#view = new PartitionView(
      `step "${launch.stepKey}"`,
      asset?.partitions ?? (asset === undefined ? services.partitions.definition : undefined),
      asset === undefined ? services.partitions.keys : keys,
    );
    this.log = services.log.log(launch.stepKey, this.opName, launch.step.tags);
    this.signal = signal;
    const values: Record<string, unknown> = {};
    for (const [name, planned] of services.stepResources.get(launch.step.key)?.needs ?? [])
      values[name] = services.resources.value(planned);
    this.resources = declaredResources(`"${launch.stepKey}"`, values);
  }

  get runId(): string {
    return this.#services.run.runId;
  }
  get run(): OpContext["run"] {
    return this.#services.run;
  }
  get jobName(): string {
    return this.#services.jobName;
  }
  get stepKey(): string {
    return this.#launch.stepKey;
  }
  get opName(): string {
    return this.#launch.step.path.at(-1) ?? this.#launch.stepKey;
  }
  get config(): unknown {
    return this.#services.config.steps.get(stepPathOf(this.#launch.stepKey))?.config;
  }
  get runConfig(): OpContext["runConfig"] {
    return this.#services.rawConfig;
  }
  get instance(): OpContext["instance"] {
    return this.#services.instance;
  }
  get tags(): Readonly<Record<string, string>> {
    return this.#services.run.tags;
  }
  get retryNumber(): number {
    return this.#launch.attempt;
  }
  get mappingKey(): string | undefined {
    return this.#launch.mappingKey;
  }
  get hasPartitionKey(): boolean {
    return this.#services.partitions.keys.length > 0;
  }
  get selectedAssetKeys(): readonly AssetKey[] {
    return this.#selected.flatMap((output) =>
      output.asset === undefined ? [] : [output.asset.key],
    );
  }
  get selectedOutputNames(): readonly string[] {
    return this.#selected.map((output) => output.definition.name);
  }
  get isSubset(): boolean {
    return this.#selected.length < this.#launch.step.outputs.length;
  }

  get assetKey(): AssetKey {
    const all = this.#launch.step.outputs.flatMap((output) =>
      output.asset === undefined ? [] : [output.asset.key],
    );
    const [only] = all;
    if (all.length === 1 && only !== undefined) return only;
    const checked = this.#launch.step.check?.asset ?? this.#launch.step.observes?.key;
    if (checked !== undefined) return checked;
    throw all.length === 0
      ? contextMember(`step "${this.stepKey}" makes no asset`, "Only assets have an asset key.")
      : contextMember(
          `step "${this.stepKey}" makes ${all.length} assets`,
          "Use assetKeyForOutput(name).",
        );
  }

  assetKeyForOutput(outputName: string): AssetKey {
    const output = this.#output(outputName);
    if (output.asset === undefined)
      throw contextMember(
        `output "${outputName}" of "${this.stepKey}" is no asset`,
        "Only outputs of assets have an asset key.",
      );
    return output.asset.key;
  }

  assetKeyForInput(inputName: string): AssetKey {
    return this.#dependency(inputName).key;
  }

  get partitionKey(): string {
    return this.#value(this.#view.key) as string;
  }
  get partitionKeys(): readonly string[] {
    return this.#view.keys.map((key) => this.#value(key) as string);
  }
  get partitionKeyRange(): PartitionView["range"] {
    return this.#view.range;
  }
  get partitionTimeWindow(): PartitionView["timeWindow"] {
    return this.#view.timeWindow;
  }

  assetPartitionKeysForOutput(outputName: string = this.#onlyOutput()): readonly string[] {
    return this.#output(outputName).asset?.partitions === undefined ? [] : this.#view.keys;
  }

  assetPartitionKeyForOutput(outputName: string = this.#onlyOutput()): string {
    return new PartitionView(
      `output "${outputName}"`,
      undefined,
      this.assetPartitionKeysForOutput(outputName),
    ).key;
  }

  assetPartitionKeysForInput(inputName: string): readonly string[] {
    const dependency = this.#dependency(inputName);
    const upstream =
      this.#services.graph.get(dependency.key)?.partitions ?? dependency.declaredPartitions;
    const own: Partitions | undefined = this.#selected.find((output) => output.asset !== undefined)
      ?.asset?.partitions;
    return (
      readingOf(
        dependency,
        upstream,
        own,
        own === undefined ? [] : this.#view.keys,
        this.#services.partitions.context,
      ).keys ?? []
    );
  }

  assetPartitionKeyForInput(inputName: string): string {
    return new PartitionView(
      `input "${inputName}"`,
      undefined,
      this.assetPartitionKeysForInput(inputName),
    ).key;
  }

  addOutputMetadata(metadata: MetadataInput, options: OutputMetadataOptions = {}): void {
    const outputName = options.outputName ?? this.#onlyOutput();
    const output = this.#output(outputName);
    if (output.definition.dynamic && options.mappingKey === undefined) {
      throw contextMember(
        `output "${outputName}" of "${this.stepKey}" is dynamic`,
        "Say which value with `mappingKey`.",
      );
    }
    if (
      this.#produced.has(metadataSlot(outputName, options.mappingKey, options.partitionKey)) ||
      this.#produced.has(metadataSlot(outputName, options.mappingKey, undefined))
    ) {
      throw new CoreError({
        code: "CORE_INVARIANT",
        message: `metadata was added to output "${outputName}" of "${this.stepKey}" after it was produced`,
        hint: "Add metadata before the output is yielded, or give it with the output.",
      });
    }
    const slot = metadataSlot(outputName, options.mappingKey, options.partitionKey);
    const known = this.#store.given.get(slot);
    if (known === undefined) this.#store.given.set(slot, { ...metadata });
    else Object.assign(known, metadata);
  }

  addAssetMetadata(
    metadata: MetadataInput,
    options: { readonly assetKey?: AssetKeyLike; readonly partitionKey?: string } = {},
  ): void {
    const key = options.assetKey === undefined ? this.assetKey : assetKey(options.assetKey);
    const output = this.#launch.step.outputs.find(
      (one) => one.asset !== undefined && sameAssetKey(one.asset.key, key),
    );
    if (output === undefined)
      throw contextMember(
        `step "${this.stepKey}" does not make asset "${assetKeyToUserString(key)}"`,
        "Use logEvent(assetObservation(…)) for other assets.",
      );
    this.addOutputMetadata(metadata, {
      outputName: output.definition.name,
      ...(options.partitionKey === undefined ? {} : { partitionKey: options.partitionKey }),
    });
  }

  logEvent: OpContext["logEvent"] = (event) => logUserEvent(this.#services, this.stepKey, event);

  reportMaterialization: OpContext["reportMaterialization"] = (key, options = {}) =>
    this.logEvent({ kind: "asset-materialization", assetKey: key, ...options });

  reportObservation: OpContext["reportObservation"] = (key, options = {}) =>
    this.logEvent({ kind: "asset-observation", assetKey: key, ...options });

  reportCheck: OpContext["reportCheck"] = (key, checkName, result) =>
    this.logEvent({ kind: "asset-check-result", ...result, assetKey: key, checkName });

  async loadAsset(key: AssetKeyLike, options: LoadAssetOptions = {}): Promise<unknown> {
    const target = assetKey(key);
    const node = this.#services.graph.get(target);
    const { manager, planned } = await this.#services.managerOf(target);
    if (!isInputManager(manager))
      throw new CoreError({
        code: "CORE_NOT_AN_IO_MANAGER",
        message: `resource "${planned.key}" cannot load asset "${assetKeyToUserString(target)}"`,
      });
    const keys = options.partitionKey === undefined ? undefined : [options.partitionKey];
    if (node?.partitions !== undefined && keys === undefined) {
      throw new CoreError({
        code: "CORE_INVALID_INVOCATION",
        message: `asset "${assetKeyToUserString(target)}" is partitioned, and loadAsset was given no partition key`,
        hint: "Give `partitionKey`.",
      });
    }
    const name = assetKeyToUserString(target);
    return manager.loadInput(
      makeInputContext(this.#services, {
        stepKey: this.stepKey,
        opName: this.opName,
        definition: {
          name,
          schema: undefined,
          description: undefined,
          metadata: options.metadata ?? {},
          inputManagerKey: undefined,
          defaultValue: undefined,
        },
        assetKey: target,
        upstreamPartitions: node?.partitions,
        keys,
        upstream: {
          name: node?.spec?.outputName ?? "result",
          stepKey: name,
          opName: name,
          runId: "",
          mappingKey: undefined,
          metadata: node?.spec?.metadata ?? {},
          managerKey: planned.key,
        },
        manager: planned,
        signal: this.signal,
        added: {},
      }),
    );
  }

  #value(key: string): unknown {
    const { definition } = this.#view;
    const isAsset = this.#selected.some((output) => output.asset !== undefined);
    return isAsset && definition?.kind === "multi" ? definition.parseKey(key) : key;
  }

  #onlyOutput(): string {
    const { outputs } = this.#launch.step;
    const [only] = outputs;
    if (outputs.length === 1 && only !== undefined) return only.definition.name;
    throw contextMember(
      `step "${this.stepKey}" has ${outputs.length} outputs: ${listed(outputs.map((output) => output.definition.name))}`,
      "Say which one with `outputName`.",
    );
  }

  #output(name: string): PlanOutput {
    const output = this.#launch.step.outputs.find((one) => one.definition.name === name);
    if (output === undefined)
      throw contextMember(
        `step "${this.stepKey}" has no output "${name}"`,
        `Its outputs are ${listed(this.#launch.step.outputs.map((one) => one.definition.name))}.`,
      );
    return output;
  }

  #dependency(inputName: string): NonNullable<StepLaunch["step"]["inputs"][number]["dependency"]> {
    const input = this.#launch.step.inputs.find((one) => one.definition.name === inputName);
    if (input?.dependency === undefined)
      throw contextMember(
        `step "${this.stepKey}" has no input "${inputName}" that is an asset`,
        `Its inputs are ${listed(this.#launch.step.inputs.map((one) => one.definition.name))}.`,
      );
    return input.dependency;
  }
}
