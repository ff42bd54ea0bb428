import type { Resource } from "../resources/resource.ts";
import type { ResourceScope } from "../resources/resource-plan.ts";
import { receiveResources, type SentResource } from "../resources/sent-resources.ts";
import type { ExecuteOptions } from "./execute-options.ts";

/** What a run was given besides its config, and what steps in other processes need as well. Plain data. */
export interface GivenToRun {
  /** Where `{ env: NAME }` finds values, when it is not the process's environment. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The moment that decides which time partitions exist, in milliseconds since the epoch. */
  readonly currentTime?: number;
  /** Resources that the definitions do not bind so, by key. */
  readonly resources?: Readonly<Record<string, SentResource>>;
}

/** The part of a run's options that travels with its steps as it is. */
export function givenToRun(options: ExecuteOptions): GivenToRun {
  const { environment, currentTime } = options;
  return {
    // A copy: process.env itself cannot be sent.
    ...(environment === undefined ? {} : { environment: { ...environment } }),
    ...(currentTime === undefined ? {} : { currentTime: currentTime.getTime() }),
  };
}

/**
 * The options that {@link givenToRun} was made from.
 *
 * @param bound the resources that the definitions of this process bind for the run
 */
export function optionsOfGiven(given: GivenToRun, bound: ResourceScope): ExecuteOptions {
  const { currentTime, resources, ...rest } = given;
  return {
    ...rest,
    ...(currentTime === undefined ? {} : { currentTime: new Date(currentTime) }),
    ...(resources === undefined ? {} : { resources: receiveResources(resources, bound) }),
  };
}

/** Resources that only a run has: its definitions have others, or none, under their keys. */
export function resourcesOfRun(
  given: Readonly<Record<string, Resource>> | undefined,
  defined: ResourceScope,
): ResourceScope {
  return Object.fromEntries(
    Object.entries(given ?? {}).filter(([key, value]) => defined[key] !== value),
  );
}
