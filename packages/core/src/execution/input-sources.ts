import { assetKeyToUserString, type AssetKey } from "../definitions/asset-key.ts";
import type { UpstreamRef } from "../context/make-input-context.ts";
import type { InputDefinition } from "../definitions/op-definition.ts";
import { CoreError } from "../errors.ts";
import type { InputSource } from "../plan/plan.ts";
import type { PlannedResource } from "../resources/resource-plan.ts";
import type { StepLaunch } from "./executor.ts";
import type { RunServices } from "./run-services.ts";

type StepSource = Extract<InputSource, { readonly kind: "step" }>;

/** Where the values of one input of a step come from, and which managers load them. */
export class InputSources {
  readonly #services: RunServices;
  readonly #launch: StepLaunch;
  readonly #definition: InputDefinition;

  constructor(services: RunServices, launch: StepLaunch, definition: InputDefinition) {
    this.#services = services;
    this.#launch = launch;
    this.#definition = definition;
  }

  /** The outputs that a source means: one, or those of all mapping keys. */
  refs(source: StepSource): readonly UpstreamRef[] {
    const dynamic =
      this.#services.plan.stepsByKey
        .get(source.step)
        ?.outputs.find((output) => output.definition.name === source.output)?.definition.dynamic ===
      true;
    const mapped = source.step.endsWith("[?]");
    const over = this.#services.plan.stepsByKey.get(source.step)?.mappedOver;
    if (source.collect) {
      const keys =
        this.#launch.mappingKeys.get(
          mapped && over !== undefined
            ? `${over.step}.${over.output}`
            : `${source.step}.${source.output}`,
        ) ?? [];
      return keys
        .filter(
          (key) =>
            !mapped ||
            this.#launch.produced
              .get(source.step.replace("[?]", `[${key}]`))
              ?.has(source.output) === true,
        )
        .map((key) =>
          this.upstreamRef(
            mapped ? { ...source, step: source.step.replace("[?]", `[${key}]`) } : source,
            mapped ? undefined : key,
          ),
        );
    }
    const own = this.#launch.mappingKey;
    if (mapped)
      return [
        this.upstreamRef(
          { ...source, step: source.step.replace("[?]", `[${own ?? ""}]`) },
          undefined,
        ),
      ];
    return [this.upstreamRef(source, dynamic ? own : undefined)];
  }

  /** Whether an item of a list is there: others of the list may do without it. */
  isAvailable(item: InputSource): boolean {
    if (item.kind !== "step" || item.collect) return true;
    const step = item.step.endsWith("[?]")
      ? item.step.replace("[?]", `[${this.#launch.mappingKey ?? ""}]`)
      : item.step;
    return this.#launch.produced.get(step)?.has(item.output) === true;
  }

  /** The manager that the input names, or that loads an asset from outside of the run. @throws CORE_MISSING_RESOURCE */
  ownManager(): PlannedResource {
    return this.ownManagerOr(() => {
      throw new CoreError({
        code: "CORE_MISSING_RESOURCE",
        message: `input "${this.#definition.name}" of "${this.#launch.stepKey}" has no manager to load it`,
      });
    });
  }

  /** The same, or another one. */
  ownManagerOr(otherwise: () => PlannedResource): PlannedResource {
    return (
      this.#services.stepResources.get(this.#launch.step.key)?.inputs.get(this.#definition.name) ??
      otherwise()
    );
  }

  /** The manager that stored an output, unless the input names one. @throws CORE_MISSING_RESOURCE */
  stepManager(source: StepSource): PlannedResource {
    return this.ownManagerOr(() => {
      const planned = this.#services.stepResources.get(source.step)?.outputs.get(source.output);
      if (planned !== undefined) return planned;
      throw new CoreError({
        code: "CORE_MISSING_RESOURCE",
        message: `output "${source.output}" of "${source.step}" has no IO manager in this process`,
      });
    });
  }

  /** The asset that an output is. */
  upstreamAsset(source: StepSource): { readonly key: AssetKey } | undefined {
    return this.#services.plan.stepsByKey
      .get(source.step)
      ?.outputs.find((output) => output.definition.name === source.output)?.asset;
  }

  /** An output of a step as IO managers see it. */
  upstreamRef(source: StepSource, mappingKey: string | undefined): UpstreamRef {
    const pattern = source.step.replace(/\[[^\]]*\]$/, "[?]");
    const step =
      this.#services.plan.stepsByKey.get(source.step) ??
      this.#services.plan.stepsByKey.get(pattern);
    const output = step?.outputs.find((one) => one.definition.name === source.output);
    return {
      name: source.output,
      stepKey: source.step,
      opName: step?.path.at(-1) ?? source.step,
      runId: this.#services.producerRun(source.step),
      mappingKey,
      metadata: output?.definition.metadata ?? {},
      managerKey: output?.definition.ioManagerKey ?? "",
    };
  }

  /** An asset from outside of the run as IO managers see it. */
  sourceRef(key: AssetKey, manager: PlannedResource): UpstreamRef {
    const node = this.#services.graph.get(key);
    const metadata =
      node?.spec?.metadata ?? (node?.definition.kind === "source" ? node.definition.metadata : {});
    const name =
      node?.definition.kind === "assets" ? node.definition.node.name : assetKeyToUserString(key);
    return {
      name: node?.spec?.outputName ?? "result",
      stepKey: name,
      opName: name,
      runId: "",
      mappingKey: undefined,
      metadata,
      managerKey: manager.key,
    };
  }
}
