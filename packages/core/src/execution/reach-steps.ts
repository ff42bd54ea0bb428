import { refuseWhileLoading } from "../child-process/loading-for-step.ts";
import { assetKeyToUserString } from "../definitions/asset-key.ts";
import { listed } from "../definitions/fault.ts";
import { CoreError } from "../errors.ts";
import type { ResourceScope } from "../resources/resource-plan.ts";
import { sendResource, type SentResource } from "../resources/sent-resources.ts";
import type { Executor, LoadedDefinitions } from "./executor.ts";
import { givenToRun, type GivenToRun } from "./given-to-run.ts";
import type { PreparedRun } from "./prepared-run.ts";

/**
 * Works out what travels with the steps of a run to other processes, which know the definitions only from their module: plain
 * values, and config of resources that the definitions bind themselves.
 *
 * @throws CORE_CODE_LOCATION
 * @throws CORE_INVALID_INVOCATION with every resource, asset or input value that its steps could not have
 */
export async function reachSteps(prepared: PreparedRun, executor: Executor): Promise<GivenToRun> {
  const given = givenToRun(prepared.options);
  if (!executor.isolated) return given;
  refuseWhileLoading(prepared.jobName);
  refuseInputValues(prepared, executor);
  const loaded = prepared.boundResources === undefined ? await executor.code?.load() : undefined;
  if (loaded !== undefined) refuseUnknownAssets(prepared, executor, loaded);
  const bound = loaded === undefined ? prepared.boundResources : boundBy(loaded, prepared.jobName);
  const resources = sendResources(prepared, executor, bound);
  return Object.keys(resources).length === 0 ? given : { ...given, resources };
}

/** What definitions bind for a job. */
export function boundBy(definitions: LoadedDefinitions, jobName: string): ResourceScope {
  return { ...definitions.resources, ...definitions.getJob(jobName).definition.resources };
}

function sendResources(
  { runResources, jobName }: PreparedRun,
  executor: Executor,
  bound: ResourceScope | undefined,
): Readonly<Record<string, SentResource>> {
  const sent: Record<string, SentResource> = {};
  const reasons = new Map<string, string>();
  for (const [key, resource] of Object.entries(runResources)) {
    const way = sendResource(resource, bound?.[key]);
    if (way?.kind !== "refused") {
      if (way !== undefined) sent[key] = way;
    } else if (bound === undefined && resource.definition.value === undefined) {
      reasons.set(key, cannotTell(executor));
    } else {
      reasons.set(key, way.reason);
    }
  }
  if (reasons.size > 0) throw unreachable(jobName, executor, reasons);
  return sent;
}

function cannotTell({ code }: Executor): string {
  return code === undefined
    ? "cannot be looked up, because the executor does not say in which module"
    : "cannot be looked up there, because that is the running program itself";
}

/** Refuses assets that the definitions do not have, or have with other resources bound by `withResources`. */
function refuseUnknownAssets(
  { plan, graph, jobName }: PreparedRun,
  { name, code }: Executor,
  loaded: LoadedDefinitions,
): void {
  const unknown: string[] = [];
  const otherwise = new Set<string>();
  for (const { outputs } of plan.steps) {
    for (const { asset } of outputs) {
      if (asset === undefined) continue;
      const theirs = loaded.graph.get(asset.key);
      if (theirs?.spec === undefined) unknown.push(assetKeyToUserString(asset.key));
      for (const [key, resource] of Object.entries(graph.get(asset.key)?.definition.bound ?? {}))
        if ((theirs?.definition.bound[key] ?? loaded.resources[key]) !== resource)
          otherwise.add(key);
    }
  }
  const refuse = (names: readonly string[], message: string, hint: string): void => {
    if (names.length === 0) return;
    throw new CoreError({
      code: "CORE_INVALID_INVOCATION",
      message: `"${jobName}" makes assets ${message} ("${String(code?.file)}"), and executor "${name}" runs steps in processes that load them from there`,
      hint,
      details: { names },
    });
  };
  refuse(
    unknown,
    `(${listed(unknown)}) that are not in the definitions`,
    "Add them to `definitions({ assets })` of that module, or run the steps in process.",
  );
  refuse(
    [...otherwise],
    `with resources bound to them (${listed([...otherwise])}) that are not so in the definitions`,
    "Bind them by `withResources` in that module and pass its assets, or run the steps in process.",
  );
}

function unreachable(
  jobName: string,
  executor: Executor,
  reasons: ReadonlyMap<string, string>,
): CoreError {
  const names = [...reasons.keys()];
  const where = executor.code === undefined ? "a module" : `"${executor.code.file}"`;
  const why = [...reasons].map(([key, reason]) => `"${key}" ${reason}`).join("; ");
  return new CoreError({
    code: "CORE_INVALID_INVOCATION",
    message: `"${jobName}" was given resources for this run only (${listed(names)}), and executor "${executor.name}" runs steps in processes that load the definitions from ${where}, without them: ${why}`,
    hint: `Bind ${names.length === 1 ? "it" : "them"} in \`definitions({ resources })\` of that module and pass the same ${names.length === 1 ? "object" : "objects"}, or one with other config by .configured({ … }); plain values go by valueResource. What lives in this process only needs steps in process (inProcessExecutor).`,
    details: { names },
    problems: [...reasons].map(([key, reason]) => ({
      path: `resources.${key}`,
      message: `"${key}" ${reason}`,
    })),
  });
}

function refuseInputValues({ jobName, inputValues = {} }: PreparedRun, executor: Executor): void {
  const names = Object.keys(inputValues);
  if (names.length === 0) return;
  throw new CoreError({
    code: "CORE_INVALID_INVOCATION",
    message: `"${jobName}" was given input values for this run only (${listed(names)}), and executor "${executor.name}" runs steps in processes that load the definitions from a module, without them`,
    hint: "Make them config or outputs of ops in that module; or run the steps in process.",
    details: { names },
  });
}
