import { assetKey, sameAssetKey } from "../definitions/asset-key.ts";
import { assetKeyText } from "../plan/asset-graph.ts";
import { listed } from "../definitions/fault.ts";
import { CoreError } from "../errors.ts";
import type { PlanOutput } from "../plan/plan.ts";
import type { AssetCheckResult } from "../results/asset-check-result.ts";
import type { MaterializeResult } from "../results/materialize-result.ts";
import type { DynamicOutput, Output } from "../results/output.ts";
import type { StepLaunch } from "./executor.ts";
import type { RunServices } from "./run-services.ts";
import { describeValue, isGenerator, isPiece, kindOf, produced } from "./pieces.ts";
import { metadataSlot, type OutputStore, type ProducedValue } from "./store-output.ts";
import { logCheck, logUserEvent } from "./user-event.ts";

const plain: Omit<ProducedValue, "value"> = {
  hasValue: true,
  metadata: {},
  mappingKey: undefined,
  partitionKey: undefined,
  dataVersion: undefined,
  tags: {},
};

/** Takes what a body yields or returns, piece by piece, and stores it. */
export class Production {
  readonly #services: RunServices;
  readonly #launch: StepLaunch;
  readonly #store: OutputStore;
  readonly #keys: readonly string[];
  /** Slots of what was produced, for the rule that metadata comes first. */
  readonly slots = new Set<string>();
  readonly outputs: Record<string, readonly string[] | true> = {};
  readonly blocked = new Set<string>();
  readonly values: Record<string, unknown> = {};
  readonly #partitions = new Map<string, Set<string>>();
  readonly #keepValues: boolean;

  constructor(
    services: RunServices,
    launch: StepLaunch,
    store: OutputStore,
    keys: readonly string[],
  ) {
    this.#services = services;
    this.#launch = launch;
    this.#store = store;
    this.#keys = keys;
    this.#keepValues = launch.step.hooks.length > 0;
  }

  /** Takes the result of a body: a value, or a generator whose pieces are stored as they come. */
  async take(result: unknown, signal: AbortSignal): Promise<void> {
    if (isGenerator(result)) {
      await this.#drain(result, signal);
    } else {
      await this.#returned(result);
    }
    this.#checkComplete();
  }

  async #drain(generator: Generator | AsyncGenerator, signal: AbortSignal): Promise<void> {
    try {
      for (;;) {
        signal.throwIfAborted();
        const next = await generator.next();
        if (next.done === true) {
          if (next.value !== undefined) await this.#returned(next.value);
          return;
        }
        await this.#piece(next.value, true);
      }
    } catch (error) {
      await Promise.resolve(generator.return(undefined)).catch(() => undefined);
      throw error;
    }
  }

  async #piece(piece: unknown, yielded: boolean): Promise<boolean> {
    switch (kindOf(piece)) {
      case "output":
        await this.#output(piece as Output);
        return true;
      case "dynamic-output":
        await this.#dynamic(piece as DynamicOutput);
        return true;
      case "materialize-result":
        await this.#materializeResult(piece as MaterializeResult);
        return true;
      case "asset-check-result":
        await this.#check(piece as AssetCheckResult);
        return true;
      case "asset-materialization":
      case "asset-observation":
      case "expectation-result":
        if (!yielded)
          throw this.#invariant(
            `returned an ${kindOf(piece)} event`,
            "Yield it from a generator, or hand it to context.logEvent.",
          );
        await logUserEvent(this.#services, this.#launch.stepKey, piece as never);
        return true;
      default:
        if (yielded)
          throw this.#invariant(
            `yielded ${describeValue(piece)}`,
            "Yield output(…), dynamicOutput(…), materializeResult(…) or an event.",
          );
        return false;
    }
  }

  async #returned(result: unknown): Promise<void> {
    const { step } = this.#launch;
    if (step.observes !== undefined) return this.#observe(result);
    if (step.check !== undefined && typeof result === "boolean")
      return this.#check({ kind: "asset-check-result", passed: result });
    if (Array.isArray(result) && result.length > 0 && result.every((item) => isPiece(item))) {
      for (const item of result) await this.#piece(item, false);
      return;
    }
    if (await this.#piece(result, false)) return;
    if (step.check !== undefined)
      throw this.#invariant(
        `returned ${describeValue(result)}`,
        "Return assetCheckResult(…) or a boolean.",
      );
    const outputs = step.outputs;
    const [only] = outputs;
    if (
      outputs.length === 1 &&
      only !== undefined &&
      (only.definition.name === "result" || only.definition.dynamic)
    ) {
      if (only.definition.dynamic) {
        if (result === undefined) return;
        throw this.#invariant(
          `returned ${describeValue(result)} for dynamic output "${only.definition.name}"`,
          "Yield dynamicOutput(value, { mappingKey }) for each value.",
        );
      }
      if (result === undefined) return this.#nothing(only);
      return this.#put(only, { ...plain, value: result });
    }
    if (result === undefined) return;
    if (typeof result !== "object" || result === null || Array.isArray(result)) {
      throw this.#invariant(
        `returned ${describeValue(result)}, but has the outputs ${listed(outputs.map((output) => output.definition.name))}`,
        "Return a record with a value for each output.",
      );
    }
    const entries = Object.entries(result);
    const unknown = entries
      .filter(([name]) => !outputs.some((output) => output.definition.name === name))
      .map(([name]) => name);
    if (unknown.length > 0)
      throw this.#invariant(
        `returned ${listed(unknown)}, but has the outputs ${listed(outputs.map((output) => output.definition.name))}`,
        "Return only declared outputs.",
      );
    for (const [name, value] of entries) {
      const output = this.#find(name);
      if (value === undefined) continue;
      if (await this.#named(output, value)) continue;
      await this.#put(output, { ...plain, value });
    }
  }

  /** A result object under the name of its output. */
  async #named(output: PlanOutput, value: unknown): Promise<boolean> {
    if (kindOf(value) === "materialize-result") {
      const result = value as MaterializeResult;
      await this.#materialized(output, result);
      return true;
    }
    if (kindOf(value) === "output") {
      const { value: inner, ...rest } = value as Output;
      await this.#put(output, { ...plain, ...produced(rest), value: inner });
      return true;
    }
    return false;
  }

  /** A body that returned nothing. A required output then exists without a value; an optional one does not exist. */
  async #nothing(output: PlanOutput): Promise<void> {
    if (
      this.outputs[output.definition.name] !== undefined ||
      !output.definition.required ||
      this.slots.size > 0
    )
      return;
    await this.#put(output, { ...plain, value: undefined, hasValue: false });
  }

  async #output(piece: Output): Promise<void> {
    const output = this.#find(piece.name);
    if (output.definition.dynamic)
      throw this.#invariant(
        `yielded output "${piece.name}", which is dynamic`,
        "Use dynamicOutput(value, { mappingKey }).",
      );
    await this.#put(output, { ...plain, ...produced(piece), value: piece.value });
  }

  async #dynamic(piece: DynamicOutput): Promise<void> {
    const output = this.#find(piece.name);
    if (!output.definition.dynamic)
      throw this.#invariant(
        `yielded a dynamic value for output "${piece.name}", which is not dynamic`,
        "Declare it with dynamicOut().",
      );
    if (!/^[A-Za-z0-9_]+$/.test(piece.mappingKey))
      throw this.#invariant(
        `yielded mapping key ${JSON.stringify(piece.mappingKey)}`,
        "Use letters, digits and underscores.",
      );
    const before = this.outputs[piece.name];
    const keys = Array.isArray(before) ? (before as readonly string[]) : [];
    if (keys.includes(piece.mappingKey))
      throw this.#invariant(
        `yielded mapping key "${piece.mappingKey}" of "${piece.name}" twice`,
        "Give each value its own key.",
      );
    await this.#store.store(output, {
      ...plain,
      ...produced(piece),
      value: piece.value,
      mappingKey: piece.mappingKey,
    });
    this.slots.add(metadataSlot(piece.name, piece.mappingKey, undefined));
    this.outputs[piece.name] = [...keys, piece.mappingKey];
    if (this.#keepValues)
      this.values[piece.name] = {
        ...(this.values[piece.name] as object | undefined),
        [piece.mappingKey]: piece.value,
      };
  }

  async #materializeResult(result: MaterializeResult): Promise<void> {
    const { outputs } = this.#launch.step;
    const key = result.assetKey === undefined ? undefined : assetKey(result.assetKey);
    const output =
      key === undefined
        ? outputs.length === 1
          ? outputs[0]
          : undefined
        : outputs.find((one) => one.asset !== undefined && sameAssetKey(one.asset.key, key));
    if (output?.asset === undefined) {
      throw this.#invariant(
        key === undefined
          ? "gave a materializeResult without saying for which asset"
          : `gave a materializeResult for "${key.join("/")}", which it does not make`,
        `Its assets are ${listed(outputs.flatMap((one) => (one.asset === undefined ? [] : [one.asset.key.join("/")])))}.`,
      );
    }
    await this.#materialized(output, result);
  }

  async #materialized(output: PlanOutput, result: MaterializeResult): Promise<void> {
    await this.#put(output, {
      ...plain,
      ...produced(result),
      value: result.value,
      hasValue: result.hasValue,
    });
    for (const check of result.checkResults ?? []) await this.#check(check, output.asset?.key);
  }

  async #put(output: PlanOutput, value: ProducedValue): Promise<void> {
    const { name } = output.definition;
    if (!output.selected) return;
    if (value.partitionKey === undefined && this.outputs[name] !== undefined)
      throw this.#invariant(
        `produced output "${name}" twice`,
        "Produce each output once; use dynamicOut() for several values.",
      );
    const stored = await this.#store.store(output, value);
    this.slots.add(metadataSlot(name, undefined, value.partitionKey));
    this.outputs[name] = true;
    const known = this.#partitions.get(name) ?? new Set<string>();
    for (const key of stored) known.add(key);
    this.#partitions.set(name, known);
    if (this.#keepValues) this.values[name] = value.value;
  }

  async #check(result: AssetCheckResult, of?: readonly string[]): Promise<void> {
    const { step, stepKey } = this.#launch;
    const own =
      step.check ??
      step.assets?.checks.find(
        (spec) =>
          (result.checkName === undefined || spec.name === result.checkName) &&
          (of === undefined || sameAssetKey(spec.asset, of)),
      );
    const fallback =
      own === undefined
        ? of === undefined || result.checkName === undefined
          ? undefined
          : { asset: of, name: result.checkName }
        : own;
    const blocked = await logCheck(this.#services, stepKey, result, fallback);
    const key = result.assetKey === undefined ? fallback?.asset : assetKey(result.assetKey);
    if (blocked && key !== undefined) this.blocked.add(assetKeyText(key));
    if (step.check !== undefined) this.outputs["result"] = true;
  }

  async #observe(result: unknown): Promise<void> {
    const key = this.#launch.step.observes?.key ?? [];
    const seen =
      typeof result === "string"
        ? { dataVersion: result }
        : ((result ?? {}) as {
            readonly dataVersion?: string;
            readonly metadata?: never;
            readonly tags?: Readonly<Record<string, string>>;
          });
    await logUserEvent(this.#services, this.#launch.stepKey, {
      kind: "asset-observation",
      assetKey: key,
      ...(seen.metadata === undefined ? {} : { metadata: seen.metadata }),
      tags: {
        ...seen.tags,
        ...(seen.dataVersion === undefined ? {} : { "dagster/data_version": seen.dataVersion }),
      },
    });
  }

  #checkComplete(): void {
    const { step } = this.#launch;
    if (step.check !== undefined || step.observes !== undefined) return;
    const missing = step.outputs.filter(
      (output) =>
        output.selected &&
        output.definition.required &&
        !output.definition.dynamic &&
        this.outputs[output.definition.name] === undefined,
    );
    if (missing.length > 0) {
      throw this.#invariant(
        `did not return an output for non-optional output${missing.length === 1 ? "" : "s"} ${listed(missing.map((output) => output.definition.name))}`,
        "Produce it, or declare it with required: false.",
      );
    }
    for (const output of step.outputs) {
      if (output.definition.dynamic && output.selected) this.outputs[output.definition.name] ??= [];
      const known = this.#partitions.get(output.definition.name);
      if (
        known === undefined ||
        output.asset?.partitions === undefined ||
        !output.definition.required
      )
        continue;
      const absent = this.#keys.filter((key) => !known.has(key));
      if (absent.length > 0 && absent.length < this.#keys.length)
        throw this.#invariant(
          `produced no value of "${output.definition.name}" for partitions ${listed(absent, 5)}`,
          "Produce a value for every key of `context.partitionKeys`, or declare outputRequired: false.",
        );
    }
  }

  #find(name: string): PlanOutput {
    const { outputs } = this.#launch.step;
    const [only] = outputs;
    const output =
      outputs.find((one) => one.definition.name === name) ??
      (name === "result" && outputs.length === 1 ? only : undefined);
    if (output !== undefined) return output;
    throw this.#invariant(
      `produced output "${name}", which it does not have`,
      `Its outputs are ${listed(outputs.map((one) => one.definition.name))}.`,
    );
  }

  #invariant(what: string, hint: string): CoreError {
    return new CoreError({
      code: "CORE_INVARIANT",
      message: `step "${this.#launch.stepKey}" ${what}`,
      hint,
      details: { step: this.#launch.stepKey },
    });
  }
}
