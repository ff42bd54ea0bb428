import type { Partitions, PartitionsContext } from "@heddle/partitions";
import { recordLostStep } from "../child-process/record-lost-step.ts";
import { CoreError } from "../errors.ts";
import type { EventDataByType } from "../instance/event-data.ts";
import { isFinished } from "../instance/run-status.ts";
import { isIOManager } from "../io-managers/io-manager.ts";
import { upstreamSteps } from "../plan/plan.ts";
import type { LiveResources } from "../resources/live-resources.ts";
import type { PlannedResource } from "../resources/resource-plan.ts";
import type { Executor } from "./executor.ts";
import type { GivenToRun } from "./given-to-run.ts";
import type { KnownStep } from "./known-steps.ts";
import { poolSlots } from "./pool-slots.ts";
import type { PreparedRun } from "./prepared-run.ts";
import type { RunServices } from "./run-services.ts";
import { recordFailedAssets, runStep } from "./run-step.ts";
import { schedule } from "./scheduler.ts";
import { serializeError } from "./serialize-error.ts";

/** Where the steps of a run are executed, and what they and its resources get there. */
export interface Surroundings {
  readonly given: GivenToRun;
  readonly executor: Executor;
  readonly around: Parameters<LiveResources["open"]>[1];
}

/** A run from its first event to its last. */
export class RunLife {
  readonly #services: RunServices;
  readonly #prepared: PreparedRun;
  readonly #known: Map<string, KnownStep>;
  readonly #planned: readonly PlannedResource[];
  readonly #cancel: AbortController;
  readonly #given: GivenToRun;
  readonly #executor: Executor;
  readonly #around: Parameters<LiveResources["open"]>[1];

  constructor(
    services: RunServices,
    prepared: PreparedRun,
    known: Map<string, KnownStep>,
    planned: readonly PlannedResource[],
    cancel: AbortController,
    { given, executor, around }: Surroundings,
  ) {
    this.#services = services;
    this.#prepared = prepared;
    this.#known = known;
    this.#planned = planned;
    this.#cancel = cancel;
    this.#given = given;
    this.#executor = executor;
    this.#around = around;
  }

  /** @returns what made the run fail outside of its steps */
  async run(): Promise<unknown> {
    const { log, jobName } = this.#services;
    const watchdog = this.#watchMaxRuntime();
    try {
      log.emit("RUN_START", {}, { message: `Started run of "${jobName}".` });
      for (const { message, hint, path, code } of this.#prepared.warnings)
        log.log().warning(message, { code, hint, path });
      this.#planAssets();
      await this.#openResources();
      const result = await this.#steps();
      await this.#close();
      await this.#end(result);
      return undefined;
    } catch (error) {
      await this.#close();
      await this.#endFailed(error);
      return error;
    } finally {
      watchdog();
    }
  }

  #planAssets(): void {
    const { plan, partitions, log } = this.#services;
    for (const step of plan.steps) {
      if (this.#prepared.known?.has(step.key) === true) continue;
      for (const output of step.outputs) {
        const { asset } = output;
        if (asset === undefined || !output.selected) continue;
        const keys = asset.partitions === undefined ? [] : partitions.keys;
        const where = plannedPartitions(asset.partitions, keys, partitions.context);
        log.emit(
          "ASSET_MATERIALIZATION_PLANNED",
          { assetKey: asset.key, ...where },
          { stepKey: step.key },
        );
      }
      if (step.check !== undefined)
        log.emit(
          "ASSET_CHECK_EVALUATION_PLANNED",
          { assetKey: step.check.asset, checkName: step.check.name },
          { stepKey: step.key },
        );
      for (const check of step.assets?.checks ?? [])
        log.emit(
          "ASSET_CHECK_EVALUATION_PLANNED",
          { assetKey: check.asset, checkName: check.name },
          { stepKey: step.key },
        );
    }
  }

  async #openResources(): Promise<void> {
    const { log, resources } = this.#services;
    const executor = this.#executor;
    if (executor.isolated) this.#refuseMemory(executor);
    if (executor.isolated || this.#planned.length === 0) return;
    log.emit(
      "RESOURCE_INIT_STARTED",
      {},
      { message: `Setting up ${this.#planned.map((planned) => `"${planned.key}"`).join(", ")}.` },
    );
    try {
      await resources.open(this.#planned, this.#around);
    } catch (error) {
      log.emit("RESOURCE_INIT_FAILURE", { error: serializeError(error, log.redactor) });
      throw error;
    }
    log.emit("RESOURCE_INIT_SUCCESS", {}, { message: "Resources are ready." });
    for (const bound of this.#services.stepResources.values()) {
      for (const planned of bound.outputs.values()) {
        if (isIOManager(resources.value(planned))) continue;
        throw new CoreError({
          code: "CORE_NOT_AN_IO_MANAGER",
          message: `resource "${planned.key}" is used as an IO manager, but has no handleOutput and loadInput`,
          hint: "Bind an IO manager under this key.",
        });
      }
    }
  }

  async #steps(): ReturnType<typeof schedule> {
    const executor = this.#executor;
    const services = this.#services;
    const { plan, config, log } = services;
    const { options } = this.#prepared;
    const running = await executor.open({
      plan,
      runId: services.run.runId,
      jobName: services.jobName,
      run: services.run,
      instance: services.instance,
      given: this.#given,
      producerRun: services.producerRun,
      showLog: (event) => {
        log.show(event);
      },
      redact: (text) => log.redactor.text(text),
      recordLostStep: (launch, error) => recordLostStep(services, launch, error),
      runStep: (launch) => runStep(services, launch),
      signal: this.#cancel.signal,
      config: config.execution.raw,
    });
    try {
      return await schedule({
        plan,
        executor: running,
        maxConcurrent:
          options.maxConcurrent ?? config.execution.maxConcurrent ?? executor.maxConcurrent,
        tagLimits: config.execution.tagLimits,
        known: this.#stillKnown(),
        slots: poolSlots(services),
        signal: this.#cancel.signal,
        sleep: services.sleep,
        onSkip: (skipped, { missing, reason }) => {
          log.emit(
            "STEP_SKIPPED",
            { missing, reason },
            { stepKey: skipped.key, message: `Skipped step "${skipped.key}": ${reason}.` },
          );
          if (missing.some(({ stepKey }) => stepKey !== ""))
            recordFailedAssets(
              services,
              { step: skipped.step, stepKey: skipped.key },
              "SKIPPED",
              reason,
            );
        },
      });
    } finally {
      await running.close();
    }
  }

  /** Values in the memory of this process cannot be read by steps in others. */
  #refuseMemory(executor: Executor): void {
    for (const { outputs } of this.#services.stepResources.values()) {
      for (const [name, planned] of outputs) {
        if (planned.resource.definition.processLocal !== true) continue;
        throw new CoreError({
          code: "CORE_INVALID_INVOCATION",
          message: `output "${name}" is stored by "${planned.key}" in the memory of one process, and executor "${executor.name}" runs steps in others`,
          hint: "Bind an IO manager that stores values where every process can read them, e.g. localFileIOManager().",
        });
      }
    }
  }

  /**
   * Steps that need not run again. Outputs in the memory of another run cannot be read, so those steps run again, and so does
   * what they need.
   */
  #stillKnown(): ReadonlyMap<string, KnownStep> {
    const known = this.#known;
    const { stepResources, resources } = this.#services;
    const { stepsByKey } = this.#services.plan;
    const isVolatile = (key: string): boolean =>
      [...(stepResources.get(key)?.outputs.values() ?? [])].some(
        (planned) =>
          (resources.value(planned) as { readonly scope?: unknown } | undefined)?.scope ===
          "process",
      );
    const needed = [...this.#services.plan.steps].filter((step) => !known.has(step.key));
    for (const step of needed) {
      for (const key of upstreamSteps(step)) {
        const upstream = stepsByKey.get(key);
        if (
          upstream === undefined ||
          known.get(key)?.runId === "" ||
          !known.has(key) ||
          !isVolatile(key)
        )
          continue;
        known.delete(key);
        needed.push(upstream);
      }
    }
    return known;
  }

  async #close(): Promise<void> {
    const { resources, log } = this.#services;
    for (const { key, error } of await resources.close()) {
      log.emit(
        "ENGINE_EVENT",
        { error: serializeError(error, log.redactor) },
        { message: `Tearing down resource "${key}" failed.`, level: "ERROR" },
      );
    }
  }

  async #end(result: Awaited<ReturnType<typeof schedule>>): Promise<void> {
    const { log, jobName } = this.#services;
    const { reason } = this.#cancel.signal as { readonly reason: unknown };
    if (CoreError.is(reason, "CORE_RUN_TIMEOUT") || CoreError.is(reason, "CORE_LOST_CLAIM"))
      throw reason;
    if (result.canceled) {
      await this.#endCanceled();
    } else if (result.firstFailure !== undefined) {
      await log.store(
        "RUN_FAILURE",
        { failureReason: "STEP_FAILURE", firstStepFailure: result.firstFailure },
        {
          message: `Run of "${jobName}" failed: step "${result.firstFailure.stepKey}" failed: ${result.firstFailure.error.message}`,
        },
      );
    } else {
      await log.flush();
      await log.store("RUN_SUCCESS", {}, { message: `Finished run of "${jobName}".` });
    }
  }

  async #endCanceled(): Promise<void> {
    const { log, jobName, instance, run } = this.#services;
    const current = await instance.getRun(run.runId);
    if (current !== undefined && isFinished(current.status)) return;
    if (current?.status !== "CANCELING")
      await log.store("RUN_CANCELING", {}, { message: `Cancelling run of "${jobName}".` });
    await log.store(
      "RUN_CANCELED",
      { error: serializeError(this.#cancel.signal.reason, log.redactor) },
      { message: `Cancelled run of "${jobName}".` },
    );
  }

  async #endFailed(error: unknown): Promise<void> {
    const { log, jobName, instance, run } = this.#services;
    const serialized = serializeError(error, log.redactor);
    if (this.#cancel.signal.aborted && !CoreError.is(error, "CORE_RUN_TIMEOUT")) {
      await this.#endCanceled();
      return;
    }
    const current = await instance.getRun(run.runId);
    if (current !== undefined && isFinished(current.status)) return;
    await log.store(
      "RUN_FAILURE",
      {
        failureReason: CoreError.is(error, "CORE_RESOURCE_INIT")
          ? "JOB_INITIALIZATION_FAILURE"
          : "RUN_EXCEPTION",
        error: serialized,
      },
      { message: `Run of "${jobName}" failed: ${serialized.message}` },
    );
  }

  /** Ends the run after `dagster/max_runtime` seconds. */
  #watchMaxRuntime(): () => void {
    const seconds = Number(this.#services.run.tags["dagster/max_runtime"]);
    if (!(seconds > 0)) return () => undefined;
    const watch = new AbortController();
    this.#services.sleep(seconds * 1000, watch.signal).then(
      () =>
        this.#cancel.abort(
          new CoreError({
            code: "CORE_RUN_TIMEOUT",
            message: `the run did not finish within ${seconds} s (tag dagster/max_runtime)`,
            hint: "Raise the limit, or split the run.",
          }),
        ),
      () => undefined,
    );
    return () => watch.abort();
  }
}

/** Which partitions of an asset a run plans to make. */
function plannedPartitions(
  definition: Partitions | undefined,
  keys: readonly string[],
  context: PartitionsContext,
): Pick<EventDataByType["ASSET_MATERIALIZATION_PLANNED"], "partition" | "partitionsSubset"> {
  const [only] = keys;
  if (definition === undefined || only === undefined) return {};
  if (keys.length === 1) return { partition: only };
  return {
    partitionsSubset: {
      definitionId: definition.getDefinitionId(context),
      ranges: definition.subsetWithKeys(keys, context).keyRanges(),
    },
  };
}
