import { didYouMean, listed, type Fault } from "../definitions/fault.ts";
import type { SourceLocation } from "../definitions/source-location.ts";
import { isResource, type Resource } from "./resource.ts";

/** One resource of a run, with what it needs. */
export interface PlannedResource {
  /** Unique in the run. */
  readonly id: string;
  readonly key: string;
  readonly resource: Resource;
  /** Declared key → resource. */
  readonly needs: ReadonlyMap<string, PlannedResource>;
}

/** Resources by key, as one definition sees them. */
export type ResourceScope = Readonly<Record<string, Resource>>;

/** Who wants a resource, for messages. */
export interface ResourceWish {
  readonly key: string;
  readonly requiredBy: string;
  readonly location?: SourceLocation | undefined;
}

/**
 * Works out which resources a run makes: the same resource seen through the same needs is made once.
 */
export class ResourcePlan {
  readonly faults: Fault[] = [];
  readonly #planned = new Map<string, PlannedResource>();
  readonly #ids = new Map<Resource, number>();
  readonly #reported = new Set<string>();

  /** All resources, each after what it needs. */
  get all(): readonly PlannedResource[] {
    return [...this.#planned.values()];
  }

  /** The resource behind a key in a scope; undefined, with a fault, when there is none. */
  require(
    wish: ResourceWish,
    scope: ResourceScope,
    trail: readonly string[] = [],
  ): PlannedResource | undefined {
    const resource = Object.hasOwn(scope, wish.key) ? scope[wish.key] : undefined;
    if (resource === undefined || !isResource(resource)) {
      this.#report(`missing ${wish.key} ${wish.requiredBy}`, {
        code: "CORE_MISSING_RESOURCE",
        subject: wish.requiredBy,
        message: `needs resource "${wish.key}", which ${resource === undefined ? "is not provided" : "is no resource"}; there are ${listed(Object.keys(scope))}`,
        hint:
          resource === undefined
            ? didYouMean(wish.key, Object.keys(scope))
            : "Wrap it: `resource(…)` or `valueResource(…)`.",
        location: wish.location,
      });
      return undefined;
    }
    if (trail.includes(wish.key)) {
      const cycle = [...trail.slice(trail.indexOf(wish.key)), wish.key].join(" → ");
      this.#report(`cycle ${cycle}`, {
        code: "CORE_CYCLE",
        subject: `resource "${wish.key}"`,
        message: `resources need each other: ${cycle}`,
        hint: "Take one of them out of the circle.",
        location: resource.definition.location,
      });
      return undefined;
    }
    const needs = new Map<string, PlannedResource>();
    for (const key of Object.keys(resource.definition.needs)) {
      const inner = this.require(
        { key, requiredBy: `resource "${wish.key}"`, location: resource.definition.location },
        scope,
        [...trail, wish.key],
      );
      if (inner !== undefined) needs.set(key, inner);
    }
    const id = `${wish.key}#${this.#idOf(resource)}(${[...needs.values()].map((need) => need.id).join(",")})`;
    let planned = this.#planned.get(id);
    if (planned === undefined) {
      planned = { id, key: wish.key, resource, needs };
      this.#planned.set(id, planned);
    }
    return planned;
  }

  #idOf(resource: Resource): number {
    let id = this.#ids.get(resource);
    if (id === undefined) {
      id = this.#ids.size;
      this.#ids.set(resource, id);
    }
    return id;
  }

  #report(key: string, fault: Fault): void {
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    this.faults.push(fault);
  }
}
