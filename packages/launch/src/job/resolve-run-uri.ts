import type { WandbClient } from "@heddle/wandb-client";
import type { LaunchJobConfig } from "../config/launch-job-config.ts";
import { createJobFromRun } from "../jobs/create-job-from-run.ts";
import { jobArtifactType } from "../jobs/job-file.ts";

/** The run that a URI means: a page of this server's runs, or `entity/project/runs/id`. */
export function runPathOf(
  client: Pick<WandbClient, "host" | "appUrl">,
  uri: string,
): string | undefined {
  const bases = [client.appUrl, client.host].map((base) => `${base.replace(/\/+$/, "")}/`);
  const base = bases.find((each) => uri.startsWith(each));
  if (base === undefined && /^[a-z][a-z0-9+.-]*:|^\/|@/i.test(uri)) return undefined;
  const path = (base === undefined ? uri : uri.slice(base.length))
    .replace(/[?#].*$/, "")
    .replace(/\/+$/, "");
  const [entity, project, runs, id, ...rest] = path
    .split("/")
    .map((part) => decodeURIComponent(part));
  if (runs !== "runs" || id === undefined || id === "" || rest.length > 1) return undefined;
  return `${entity}/${project}/${id}`;
}

/**
 * Turns a `uri` that is a run of W&B into the job that the run came from, or that can be made of it, with the run's
 * configuration below the launch's own: the run is reproduced.
 */
export async function resolveRunUri(
  client: WandbClient,
  config: LaunchJobConfig,
  signal: AbortSignal | undefined,
): Promise<LaunchJobConfig> {
  const path = config.uri === undefined ? undefined : runPathOf(client, config.uri);
  if (path === undefined) return config;
  const run = await client.getRun(path, { signal });
  const { uri: _uri, ...rest } = config;
  return {
    ...rest,
    job:
      (await knownJob(run, signal)) ??
      (await createJobFromRun(client, path, { signal })).qualifiedName,
    run_config: { ...run.config, ...config.run_config },
  };
}

async function knownJob(
  run: Awaited<ReturnType<WandbClient["getRun"]>>,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  for (const artifacts of [run.inputArtifacts({ signal }), run.outputArtifacts({ signal })]) {
    for await (const artifact of artifacts) {
      if (artifact.type === jobArtifactType) return artifact.qualifiedName;
    }
  }
  return undefined;
}
