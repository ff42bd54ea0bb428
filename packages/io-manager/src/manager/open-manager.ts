import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, rm, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { IOManager, ResourceContext } from "@heddle/core";
import { defaultCodecs, signingKey } from "@heddle/serialization";
import type { WandbClient } from "@heddle/wandb-client";
import { checkWandbConfig } from "@heddle/wandb-resource";
import { ArtifactCache } from "../cache/artifact-cache.ts";
import { managerRoot, runFolder } from "../cache/cache-layout.ts";
import { ifThere } from "../cache/file-errors.ts";
import type { ManagerSettings } from "../config/manager-config.ts";
import { RunScope } from "../run/run-scope.ts";
import { shortRunId } from "../write/aliases.ts";
import type { ManagerHooks, ManagerParts } from "./manager-parts.ts";
import { StepLeases } from "./step-leases.ts";
import { WandbArtifactsManager } from "./wandb-artifacts-manager.ts";
import { WrittenVersions } from "./written-versions.ts";

/** The resources that the IO manager declares. */
export interface ManagerResources {
  readonly wandb_resource: WandbClient;
  readonly wandb_config: unknown;
}

/**
 * Sets up the IO manager for one run in one process, and its tear-down: leases end, the W&B run is
 * finished (as failed when a step failed), temporary content goes.
 */
export async function openManager(
  context: ResourceContext<ManagerSettings, ManagerResources>,
  hooks: ManagerHooks,
): Promise<IOManager> {
  const { config: settings, resources, runId, instance, signal, log } = context;
  const bound = checkWandbConfig(resources.wandb_config);
  const wandbConfig = checkWandbConfig({
    entity: settings.entity ?? bound.entity,
    project: settings.project ?? bound.project,
  });
  const ephemeral = settings.baseDir === undefined && instance.home === undefined;
  const baseDir = ephemeral
    ? await mkdtemp(join(tmpdir(), "heddle-files-"))
    : (settings.baseDir ?? instance.home ?? "");
  const root = managerRoot(baseDir);
  const temporary = runFolder(root, runId, randomUUID());
  let folder: Promise<string> | undefined;
  const clock = hooks.clock ?? Date.now;
  const leases = new StepLeases();
  const run = new RunScope({
    client: resources.wandb_resource,
    id: settings.runId ?? runId,
    name: settings.runName ?? `dagster-run-${shortRunId(runId)}`,
    tags: settings.runTags,
    config: { dagster_run_id: runId, dagster_job_name: context.jobName },
    signal,
  });
  const own =
    settings.signingKey === undefined ? undefined : await signingKey(settings.signingKey.reveal());
  const others = await Promise.all(settings.trustedKeys.map((key) => signingKey(key.reveal())));
  const warned = new Set<string>();
  const parts: ManagerParts = {
    settings,
    hooks,
    client: resources.wandb_resource,
    wandbConfig,
    codecs: hooks.codecs ?? defaultCodecs,
    cache: new ArtifactCache({
      root,
      durationMinutes: settings.cacheDurationInMinutes,
      maxBytes: settings.cacheMaxBytes,
      clock,
    }),
    run,
    leases,
    signingKey: own,
    trustedKeys: [...(own === undefined ? [] : [own]), ...others],
    written: new WrittenVersions(),
    clock,
    temporaryDir: () => (folder ??= mkdir(temporary, { recursive: true }).then(() => temporary)),
    warnOnce: (about, message) => {
      if (warned.has(message)) return;
      warned.add(message);
      about.log.warning(message);
    },
  };
  context.onTeardown(async () => {
    await leases.endAll();
    await folder;
    await rm(temporary, { recursive: true, force: true });
    await removeIfEmpty(dirname(temporary), 3);
    if (ephemeral) await rm(baseDir, { recursive: true, force: true });
    try {
      await run.finish(signal.aborted || (await hasFailed(context)));
    } catch (error) {
      log.warning(
        `the W&B run could not be finished: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  });
  return new WandbArtifactsManager(parts);
}

/** Whether a step of the run failed for good. */
async function hasFailed({ instance, runId }: ResourceContext): Promise<boolean> {
  const { events } = await instance.getEvents({ runId, types: ["STEP_FAILURE"], limit: 1 });
  return events.length > 0;
}

async function removeIfEmpty(folder: string, levels: number): Promise<void> {
  let current = folder;
  for (let level = 0; level < levels; level += 1) {
    try {
      await ifThere(rmdir(current));
    } catch {
      // Something else lies in it, so it stays.
      return;
    }
    current = dirname(current);
  }
}
