import {
  configMapOf,
  fromDefinition,
  valueResource,
  withConfig,
  type Resource,
} from "./resource.ts";
import type { ResourceScope } from "./resource-plan.ts";

/** What another process makes a resource of, together with the definitions that it has loaded. Plain data. */
export type SentResource =
  | { readonly kind: "value"; readonly value: unknown }
  /** The resource that the definitions bind under the same key, with this config fixed. */
  | { readonly kind: "fixed"; readonly config: unknown }
  /** The same with the config of the run. */
  | { readonly kind: "open" };

/** Why a resource cannot be made elsewhere. */
export interface UnsentResource {
  readonly kind: "refused";
  /** Continues a sentence that begins with the resource. */
  readonly reason: string;
}

/**
 * What another process needs to make a resource that this one was given.
 *
 * @param given the resource
 * @param bound what the definitions bind under its key
 * @returns undefined when it is theirs already, else what is to be sent, or the reason why nothing can be
 */
export function sendResource(
  given: Resource,
  bound: Resource | undefined,
): SentResource | UnsentResource | undefined {
  if (given === bound) return undefined;
  const { value, fixed } = given.definition;
  if (value !== undefined) {
    return isPlain(value.given)
      ? { kind: "value", value: value.given }
      : refused("is an object of this process");
  }
  if (bound === undefined) return refused("is bound by no definitions there");
  if (!sameButConfig(given, bound))
    return refused("is another one than the definitions bind there");
  if (fixed === undefined || !("config" in fixed)) return { kind: "open" };
  return isPlain(fixed.config)
    ? { kind: "fixed", config: fixed.config }
    : refused("has config that is not plain data");
}

function refused(reason: string): UnsentResource {
  return { kind: "refused", reason };
}

/** The resources that {@link sendResource} described, by key, from the definitions of this process. */
export function receiveResources(
  sent: Readonly<Record<string, SentResource>>,
  bound: ResourceScope,
): ResourceScope {
  return Object.fromEntries(
    Object.entries(sent).flatMap(([key, one]) => {
      if (one.kind === "value") return [[key, valueResource(one.value)]];
      const base = bound[key]?.definition;
      if (base === undefined) return [];
      const made =
        one.kind === "fixed"
          ? withConfig(base, one.config, base.location)
          : fromDefinition({ ...base, fixed: configMapOf(base) });
      return [[key, made]];
    }),
  );
}

/** Whether two resources differ at most in their fixed config. */
function sameButConfig({ definition: one }: Resource, { definition: other }: Resource): boolean {
  return (
    one.create === other.create &&
    one.config === other.config &&
    one.needs === other.needs &&
    configMapOf(one)?.map === configMapOf(other)?.map
  );
}

/** Whether a value consists of primitives, lists and plain objects alone, so that a copy is as good as itself. */
function isPlain(value: unknown, seen: Set<unknown> = new Set()): boolean {
  if (typeof value === "function" || typeof value === "symbol") return false;
  if (typeof value !== "object" || value === null || seen.has(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null)
    return false;
  seen.add(value);
  return Object.values(value).every((part) => isPlain(part, seen));
}
