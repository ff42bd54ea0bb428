import { makeInputContext } from "../context/make-input-context.ts";
import { resolveRunConfig } from "../config/resolve-run-config.ts";
import { assetKey, assetKeyToUserString, type AssetKeyLike } from "../definitions/asset-key.ts";
import { didYouMean } from "../definitions/fault.ts";
import { CoreError } from "../errors.ts";
import { ephemeralInstance } from "../instance/ephemeral-instance.ts";
import type { Instance } from "../instance/instance.ts";
import type { RunRecord } from "../instance/run-record.ts";
import { isInputManager } from "../io-managers/io-manager.ts";
import { nodeLabel, type AssetGraph } from "../plan/asset-graph.ts";
import { LiveResources } from "../resources/live-resources.ts";
import type { ResourceScope } from "../resources/resource-plan.ts";
import { Redactor } from "../schema/secret.ts";
import { bindResources } from "./bind-resources.ts";
import { DataVersions } from "./data-versions.ts";
import { faultProblems } from "./definition-error.ts";
import { RunLog } from "./run-log.ts";
import { waitFor } from "./wait-for.ts";

/** Loads the stored value of an asset outside of any run. */
export async function loadAssetValue(
  from: {
    readonly graph: AssetGraph;
    readonly scope: ResourceScope;
    readonly fallback: ResourceScope;
  },
  key: AssetKeyLike,
  options: {
    readonly instance?: Instance;
    readonly partitionKey?: string;
    readonly metadata?: Readonly<Record<string, unknown>>;
    readonly runConfig?: unknown;
  },
): Promise<unknown> {
  const wanted = assetKey(key);
  const label = assetKeyToUserString(wanted);
  const node = from.graph.get(wanted);
  if (node === undefined) {
    throw new CoreError({
      code: "CORE_UNKNOWN_ASSET",
      message: `there is no asset "${label}"`,
      hint: didYouMean(label, [...from.graph.nodes.values()].map(nodeLabel)),
    });
  }
  if (node.partitions !== undefined && options.partitionKey === undefined) {
    throw new CoreError({
      code: "CORE_INVALID_INVOCATION",
      message: `asset "${label}" is partitioned, and no partition key was given`,
      hint: "Give `partitionKey`.",
    });
  }
  const empty = { jobName: "", steps: [], stepsByKey: new Map(), stepByAsset: new Map() };
  const bound = bindResources(empty, from.graph, from.scope, from.fallback);
  const planned = bound.managerOf(wanted);
  if (planned === undefined) throw faultProblems(`asset "${label}"`, bound.faults);
  const chain = [...planned.needs.values(), planned];
  const config = await resolveRunConfig(
    {
      jobName: `loading ${label}`,
      plan: empty,
      resources: chain,
      nodes: new Map(),
      loggers: {},
      tolerated: { resources: new Set(Object.keys(from.scope)), ops: new Set() },
    },
    options.runConfig,
    {},
  );
  const instance = options.instance ?? ephemeralInstance();
  const live = new LiveResources();
  const log = new RunLog(instance, "", "", new Redactor(), []);
  const { signal } = new AbortController();
  const run = {
    runId: "",
    jobName: "",
    status: "NOT_STARTED",
    runConfig: {},
    tags: {},
    runOrder: 0,
    createdAt: 0,
    updatedAt: 0,
  } as const satisfies RunRecord;
  try {
    await live.open(chain, {
      runId: "",
      jobName: "",
      instance,
      signal,
      log: quiet,
      configs: config.resources,
    });
    const manager = live.value(planned);
    if (!isInputManager(manager))
      throw new CoreError({
        code: "CORE_NOT_AN_IO_MANAGER",
        message: `resource "${planned.key}" cannot load asset "${label}"`,
      });
    const services = {
      run,
      jobName: "",
      plan: empty,
      graph: from.graph,
      instance,
      log,
      config,
      rawConfig: {},
      resources: live,
      stepResources: new Map(),
      partitions: { keys: [], definition: undefined, range: undefined, context: {} },
      versions: new DataVersions(instance, ""),
      producerRun: () => "",
      managerOf: () => Promise.reject(new Error("not available")),
      random: Math.random,
      monotonic: () => performance.now(),
      sleep: waitFor,
      cancelGraceMs: 0,
      keepError: () => undefined,
    };
    return await manager.loadInput(
      makeInputContext(services, {
        stepKey: "",
        opName: "",
        definition: {
          name: label,
          schema: undefined,
          description: undefined,
          metadata: options.metadata ?? {},
          inputManagerKey: undefined,
          defaultValue: undefined,
        },
        assetKey: wanted,
        upstreamPartitions: node.partitions,
        keys: options.partitionKey === undefined ? undefined : [options.partitionKey],
        upstream: {
          name: node.spec?.outputName ?? "result",
          stepKey: label,
          opName: label,
          runId: "",
          mappingKey: undefined,
          metadata: node.spec?.metadata ?? {},
          managerKey: planned.key,
        },
        manager: planned,
        signal,
        added: {},
      }),
    );
  } finally {
    await live.close();
    if (options.instance === undefined) await instance.close();
  }
}

const quiet = {
  debug: (): void => undefined,
  info: (): void => undefined,
  warning: (): void => undefined,
  error: (): void => undefined,
  critical: (): void => undefined,
  exception: (): void => undefined,
};
