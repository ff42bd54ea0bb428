import { assetKeyText } from "../plan/asset-graph.ts";
import {
  sourceSteps,
  upstreamSteps,
  type ExecutionPlan,
  type InputSource,
  type PlanStep,
} from "../plan/plan.ts";
import type { StepOutcome } from "./step-outcome.ts";

/** A step of a run, expanded: a mapped step stands here once per mapping key. */
export interface RunStep {
  readonly key: string;
  readonly step: PlanStep;
  readonly mappingKey: string | undefined;
  readonly priority: number;
  readonly index: number;
}

/** How a step stands. */
export type StepFate = "succeeded" | "failed" | "skipped";

/** Why a step cannot run. */
export interface SkipReason {
  readonly missing: readonly { readonly stepKey: string; readonly outputName: string }[];
  readonly reason: string;
}

/**
 * What became of the steps of a run so far, and which are to run next. Pure bookkeeping: linear in steps and edges,
 * whatever the order in which steps end.
 */
export class StepStates {
  readonly fates = new Map<string, StepFate>();
  /** Names of outputs that steps produced. */
  readonly produced = new Map<string, ReadonlySet<string>>();
  /** Most steps have outputs of the same names: equal sets are one. */
  readonly #nameSets = new Map<string, ReadonlySet<string>>();
  /** Mapping keys of dynamic outputs, by `step.output`. */
  readonly mappingKeys = new Map<string, readonly string[]>();
  /** Steps that failed, or cannot run because others did; an output that was merely not produced breaks nothing. */
  readonly #broken = new Set<string>();
  readonly #plan: ExecutionPlan;
  readonly #waiting = new Map<string, number>();
  readonly #dependants = new Map<string, RunStep[]>();
  /** Pattern of a mapped step → how many of its instances have not ended. */
  readonly #instancesLeft = new Map<string, number>();
  readonly #blocked = new Map<string, ReadonlySet<string>>();
  #index = 0;

  constructor(plan: ExecutionPlan) {
    this.#plan = plan;
  }

  /** The steps that wait for nothing. */
  start(): readonly RunStep[] {
    const ready: RunStep[] = [];
    for (const step of this.#plan.steps) {
      if (step.mappedOver !== undefined) continue;
      const runStep = this.#runStep(step, step.key, undefined);
      if (this.#wait(runStep, upstreamSteps(step)) === 0) ready.push(runStep);
    }
    return ready;
  }

  /** Why a step that waits for nothing any more cannot run; undefined when it can. */
  skipReason(runStep: RunStep): SkipReason | undefined {
    const reason = this.#skipReason(runStep);
    if (reason?.broken === true) this.#broken.add(runStep.key);
    return reason;
  }

  #skipReason(runStep: RunStep): (SkipReason & { readonly broken: boolean }) | undefined {
    const { step } = runStep;
    for (const gate of step.gates) {
      if (this.fates.get(gate) !== "succeeded" && this.fates.has(gate))
        return { missing: [], reason: `check "${gate}" did not succeed`, broken: true };
      if ((this.#blocked.get(gate)?.size ?? 0) > 0)
        return { missing: [], reason: `blocking check "${gate}" failed`, broken: true };
    }
    for (const dependency of step.assets?.dependencies ?? []) {
      const text = assetKeyText(dependency.key);
      const producer = this.#plan.stepByAsset.get(text)?.step;
      if (
        producer !== undefined &&
        producer !== step.key &&
        this.#blocked.get(producer)?.has(text) === true
      ) {
        return { missing: [], reason: `a blocking check of "${text}" failed`, broken: true };
      }
    }
    for (const key of step.after) {
      const upstream = this.#resolve(key, runStep.mappingKey);
      const fate = this.fates.get(upstream);
      if (fate === "failed" || fate === "skipped")
        return {
          missing: [],
          reason: `upstream step "${key}" ${fate === "failed" ? "failed" : "was skipped"}`,
          broken: this.#broken.has(upstream),
        };
    }
    const missing = step.inputs.flatMap((input) => this.#missing(input.source, runStep.mappingKey));
    if (missing.length === 0) return undefined;
    const words = missing.map(({ stepKey, outputName }) => {
      const fate = this.fates.get(stepKey);
      return `"${stepKey}.${outputName}" (${fate === "failed" ? "failed" : fate === "skipped" ? "skipped" : "not produced"})`;
    });
    return {
      missing,
      reason: `needed outputs are missing: ${words.join(", ")}`,
      broken: missing.some(({ stepKey }) => this.#broken.has(stepKey)),
    };
  }

  /** Takes the end of a step. @returns the steps that wait for nothing any more */
  end(
    runStep: RunStep,
    fate: StepFate,
    outcome?: Extract<StepOutcome, { readonly status: "success" }>,
  ): readonly RunStep[] {
    this.fates.set(runStep.key, fate);
    if (fate === "failed") this.#broken.add(runStep.key);
    const ready: RunStep[] = [];
    if (outcome !== undefined) {
      this.produced.set(runStep.key, this.#names(Object.keys(outcome.outputs)));
      if (outcome.blocked.length > 0) this.#blocked.set(runStep.key, new Set(outcome.blocked));
      for (const [name, value] of Object.entries(outcome.outputs)) {
        if (value !== true) this.mappingKeys.set(`${runStep.key}.${name}`, value);
      }
    }
    this.#expand(runStep, ready);
    this.#release(runStep.key, ready);
    const pattern = runStep.mappingKey === undefined ? undefined : runStep.step.key;
    if (pattern !== undefined) {
      const left = (this.#instancesLeft.get(pattern) ?? 1) - 1;
      this.#instancesLeft.set(pattern, left);
      if (left === 0) this.#endPattern(pattern, ready);
    }
    return ready;
  }

  /** Makes the copies of the steps that are mapped over a step's dynamic outputs. */
  #expand(source: RunStep, ready: RunStep[]): void {
    if (
      source.mappingKey !== undefined ||
      !source.step.outputs.some((output) => output.definition.dynamic)
    )
      return;
    for (const step of this.#plan.steps) {
      if (step.mappedOver?.step !== source.key) continue;
      const keys = this.mappingKeys.get(`${source.key}.${step.mappedOver.output}`);
      if (keys === undefined) {
        this.fates.set(step.key, "skipped");
        if (this.#broken.has(source.key)) this.#broken.add(step.key);
        this.#instancesLeft.set(step.key, 0);
        this.#endPattern(step.key, ready, "skipped");
        continue;
      }
      this.#instancesLeft.set(step.key, keys.length);
      for (const key of keys) {
        const instance = this.#runStep(step, step.key.replace("[?]", `[${key}]`), key);
        const upstream = [...upstreamSteps(step)]
          .map((one) => this.#resolve(one, key))
          .filter((one) => one !== source.key && !this.fates.has(one));
        if (this.#wait(instance, upstream) === 0) ready.push(instance);
      }
      if (keys.length === 0) this.#endPattern(step.key, ready);
    }
  }

  #endPattern(pattern: string, ready: RunStep[], fate?: StepFate): void {
    const fates = new Set([...this.#instancesOf(pattern)].map((key) => this.fates.get(key)));
    const overall =
      fate ?? (fates.has("failed") ? "failed" : fates.has("skipped") ? "skipped" : "succeeded");
    if ([...this.#instancesOf(pattern)].some((key) => this.#broken.has(key)))
      this.#broken.add(pattern);
    this.fates.set(pattern, overall);
    this.#release(pattern, ready);
  }

  *#instancesOf(pattern: string): Generator<string> {
    const over = this.#plan.stepsByKey.get(pattern)?.mappedOver;
    const keys =
      over === undefined ? undefined : this.mappingKeys.get(`${over.step}.${over.output}`);
    for (const key of keys ?? []) yield pattern.replace("[?]", `[${key}]`);
  }

  #release(key: string, ready: RunStep[]): void {
    for (const dependant of this.#dependants.get(key) ?? []) {
      const left = (this.#waiting.get(dependant.key) ?? 0) - 1;
      if (left > 0) {
        this.#waiting.set(dependant.key, left);
        continue;
      }
      this.#waiting.delete(dependant.key);
      if (left === 0) ready.push(dependant);
    }
    this.#dependants.delete(key);
  }

  #wait(runStep: RunStep, upstream: Iterable<string>): number {
    let count = 0;
    for (const key of upstream) {
      const known = this.#plan.stepsByKey.has(key) || key.endsWith("]");
      if (!known) continue;
      count += 1;
      const list = this.#dependants.get(key);
      if (list === undefined) this.#dependants.set(key, [runStep]);
      else list.push(runStep);
    }
    this.#waiting.set(runStep.key, count);
    return count;
  }

  #missing(
    source: InputSource,
    mappingKey: string | undefined,
  ): readonly { readonly stepKey: string; readonly outputName: string }[] {
    if (source.kind === "list") {
      const sources = sourceSteps(source);
      const missing = source.items.flatMap((item) => this.#missing(item, mappingKey));
      const broken = missing.filter(({ stepKey }) => this.#broken.has(stepKey));
      if (broken.length > 0) return broken;
      return sources.length > 0 && missing.length >= source.items.length ? missing : [];
    }
    if (source.kind !== "step" || !this.#plan.stepsByKey.has(source.step)) return [];
    if (source.collect) {
      const dynamic = this.mappingKeys.has(`${source.step}.${source.output}`);
      const fate = this.fates.get(source.step);
      return dynamic || fate === "succeeded"
        ? []
        : [{ stepKey: source.step, outputName: source.output }];
    }
    const step = this.#resolve(source.step, mappingKey);
    return this.produced.get(step)?.has(source.output) === true
      ? []
      : [{ stepKey: step, outputName: source.output }];
  }

  #names(names: readonly string[]): ReadonlySet<string> {
    const text = names.join("\n");
    const known = this.#nameSets.get(text);
    if (known !== undefined) return known;
    const set = new Set(names);
    this.#nameSets.set(text, set);
    return set;
  }

  #resolve(key: string, mappingKey: string | undefined): string {
    return mappingKey === undefined ? key : key.replace("[?]", `[${mappingKey}]`);
  }

  #runStep(step: PlanStep, key: string, mappingKey: string | undefined): RunStep {
    return { key, step, mappingKey, priority: step.priority, index: this.#index++ };
  }
}
