import type { WandbRun } from "@heddle/wandb-client";
import { WandbArtifactsIOManagerError } from "../errors.ts";
import type { ManagerParts } from "../manager/manager-parts.ts";
import type { NamedPartition } from "../naming/partition-of-run.ts";
import type { ReadTarget } from "./plan-read.ts";
import type { ReadRequest } from "./read-request.ts";

/** The error for an artifact that does not exist under any of its names. */
export async function notFound(
  parts: ManagerParts,
  request: ReadRequest,
  partition: NamedPartition | undefined,
  run: WandbRun,
  target: ReadTarget,
  signal: AbortSignal,
): Promise<WandbArtifactsIOManagerError> {
  const place = `${target.entity ?? run.entity}/${target.project ?? run.project}`;
  const tried = target.names.map((name) => `${place}/${name}:${target.identifier}`);
  const others = await existingVersions(parts, place, target, signal);
  const subject = partition === undefined ? "" : `partition "${partition.key}": `;
  return new WandbArtifactsIOManagerError({
    code: request.kind === "partitioned" ? "E-R12" : "E-R19",
    message: `${request.place}: ${subject}there is no artifact ${tried.join(", nor ")}`,
    hint:
      others === undefined
        ? request.kind === "partitioned"
          ? "Materialize the partition first, or give `name` when the artifacts are named otherwise."
          : "Materialize the upstream first, or correct the name."
        : `The artifact exists, but not with "${target.identifier}"; its newest version is ${others}.`,
    details: {
      phase: "resolve",
      notFound: true,
      tried,
      ...(partition === undefined ? {} : { partitionKey: partition.key }),
    },
  });
}

async function existingVersions(
  parts: ManagerParts,
  place: string,
  target: ReadTarget,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (target.identifier === "latest") return undefined;
  for (const name of target.names) {
    const latest = await parts.client.findArtifact(`${place}/${name}:latest`, { signal });
    if (latest !== undefined) return latest.version;
  }
  return undefined;
}
