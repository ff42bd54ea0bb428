import { causeHint, causeText } from "../cause-text.ts";
import type { Log } from "../context/log.ts";
import { CoreError } from "../errors.ts";
import type { Instance } from "../instance/instance.ts";
import type { PlannedResource } from "./resource-plan.ts";

/** What resources are made with. */
export interface ResourceSurroundings {
  readonly runId: string;
  readonly jobName: string;
  readonly instance: Instance;
  readonly signal: AbortSignal;
  readonly log: Log;
  /** Resolved config by {@link PlannedResource.id}. */
  readonly configs: ReadonlyMap<string, unknown>;
}

interface Made {
  readonly planned: PlannedResource;
  readonly value: unknown;
}

/** The resources of one run in one process: made in the order of their needs, torn down in reverse. */
export class LiveResources {
  readonly #values = new Map<string, Made>();
  readonly #teardowns: { readonly key: string; readonly run: () => unknown }[] = [];

  /**
   * Makes resources.
   *
   * @throws CORE_RESOURCE_INIT naming the resource; what was made before is then torn down by {@link close}
   */
  async open(resources: readonly PlannedResource[], around: ResourceSurroundings): Promise<void> {
    for (const planned of resources) {
      if (this.#values.has(planned.id)) continue;
      await this.#make(planned, around);
    }
  }

  /** The value of a resource that was made. */
  value(planned: PlannedResource): unknown {
    return this.#values.get(planned.id)?.value;
  }

  /**
   * Tears everything down, the last made first; a failing tear-down does not stop the others.
   *
   * @returns what went wrong
   */
  async close(): Promise<readonly { readonly key: string; readonly error: unknown }[]> {
    const errors: { readonly key: string; readonly error: unknown }[] = [];
    for (
      let teardown = this.#teardowns.pop();
      teardown !== undefined;
      teardown = this.#teardowns.pop()
    ) {
      try {
        await teardown.run();
      } catch (error) {
        errors.push({ key: teardown.key, error });
      }
    }
    this.#values.clear();
    return errors;
  }

  async #make(planned: PlannedResource, around: ResourceSurroundings): Promise<void> {
    const { key } = planned;
    const definition = planned.resource.definition;
    const resources: Record<string, unknown> = {};
    for (const [name, need] of planned.needs) resources[name] = this.value(need);
    let value: unknown;
    try {
      value = await definition.create({
        config: around.configs.get(planned.id),
        resources,
        signal: around.signal,
        log: around.log,
        runId: around.runId,
        jobName: around.jobName,
        instance: around.instance,
        onTeardown: (run) => void this.#teardowns.push({ key, run }),
      });
    } catch (cause) {
      throw new CoreError({
        code: "CORE_RESOURCE_INIT",
        message: `resource "${key}" could not be set up: ${causeText(cause)}`,
        hint: causeHint(cause),
        details: { resource: key },
        cause,
      });
    }
    this.#values.set(planned.id, { planned, value });
    const dispose = definition.borrowed ? undefined : disposer(value);
    if (dispose !== undefined) this.#teardowns.push({ key, run: dispose });
  }
}

function disposer(value: unknown): (() => unknown) | undefined {
  if ((typeof value !== "object" && typeof value !== "function") || value === null)
    return undefined;
  const candidate = value as {
    readonly [Symbol.asyncDispose]?: () => PromiseLike<void>;
    readonly [Symbol.dispose]?: () => void;
  };
  if (typeof candidate[Symbol.asyncDispose] === "function")
    return () => candidate[Symbol.asyncDispose]?.();
  if (typeof candidate[Symbol.dispose] === "function") return () => candidate[Symbol.dispose]?.();
  return undefined;
}
