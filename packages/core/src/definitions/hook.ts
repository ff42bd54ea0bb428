import type { Log } from "../context/log.ts";
import type { Instance } from "../instance/instance.ts";
import type { MetadataInput } from "../metadata/metadata-value.ts";
import type { ResourceRequirements, ResourceValues } from "../resources/resource.ts";
import { SourceLocation } from "./source-location.ts";

/** What a hook knows of the step that ended. */
export interface HookContext<out Resources = unknown> {
  readonly log: Log;
  readonly runId: string;
  readonly jobName: string;
  readonly stepKey: string;
  readonly opName: string;
  readonly opConfig: unknown;
  readonly resources: Resources;
  readonly instance: Instance;
  readonly tags: Readonly<Record<string, string>>;
  /** What the step threw, in a failure hook. */
  readonly error: unknown;
  /** Values of the step's outputs by name; held only where the step has hooks. */
  readonly outputValues: Readonly<Record<string, unknown>>;
  readonly outputMetadata: Readonly<Record<string, MetadataInput>>;
}

/** Something to do when a step ends. Made by {@link successHook} and {@link failureHook}. */
export interface Hook {
  readonly kind: "hook";
  readonly name: string;
  readonly on: "success" | "failure";
  readonly needs: ResourceRequirements;
  readonly run: (context: HookContext) => void | Promise<void>;
  readonly location: SourceLocation;
}

/** Options of a hook. */
export interface HookOptions<Needs extends ResourceRequirements> {
  readonly name: string;
  readonly resources?: Needs;
}

/**
 * A hook that runs after a step succeeded. Give it to an op, an asset, a graph or a job. A hook that throws is
 * recorded as HOOK_ERRORED and changes nothing else.
 */
export function successHook<const Needs extends ResourceRequirements = {}>(
  options: HookOptions<Needs>,
  run: (context: HookContext<ResourceValues<Needs>>) => void | Promise<void>,
): Hook {
  return hook("success", options, run as Hook["run"], SourceLocation.of(successHook));
}

/** A hook that runs after a step failed for good; `context.error` says why. */
export function failureHook<const Needs extends ResourceRequirements = {}>(
  options: HookOptions<Needs>,
  run: (context: HookContext<ResourceValues<Needs>>) => void | Promise<void>,
): Hook {
  return hook("failure", options, run as Hook["run"], SourceLocation.of(failureHook));
}

function hook(
  on: Hook["on"],
  options: HookOptions<ResourceRequirements>,
  run: Hook["run"],
  location: SourceLocation,
): Hook {
  return { kind: "hook", name: options.name, on, needs: options.resources ?? {}, run, location };
}
