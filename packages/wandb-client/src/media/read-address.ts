import { placeAt } from "../artifacts/entry-at.ts";
import type { ClientServices } from "../client/services.ts";
import { isRecord } from "../util/json.ts";
import { mediaError } from "./media-error.ts";
import type { WandbMedia } from "./media.ts";

/** How a value of a run's history is read. */
export interface ReadMediaOptions {
  /** Read what the newest version has under the name, not what was logged then. Default false. */
  readonly latest?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Reads the object that an address, or a value of a run's history, stands for. */
export async function readStoredMedia(
  services: ClientServices,
  value: unknown,
  { latest = false, signal }: ReadMediaOptions,
): Promise<WandbMedia> {
  const address = typeof value === "string" ? value : addressIn(value, latest);
  const { artifact, path } = await placeAt(services, address, signal);
  const entry = await artifact.entry(path, { signal });
  const media = await artifact.get(path, { signal });
  if (media !== undefined) return media;
  throw mediaError(
    entry.path,
    "is no table and no media object",
    "Read its bytes: `(await client.artifactEntry(address)).bytes()`.",
  );
}

function addressIn(value: unknown, latest: boolean): string {
  const key = latest ? "_latest_artifact_path" : "artifact_path";
  const { [key]: address, path } = isRecord(value) ? value : {};
  if (typeof address === "string") return address;
  if (typeof path === "string")
    throw mediaError(
      path,
      `has no \`${key}\` in the history`,
      "It is a file of the run: `record.readFile(value.path)`.",
    );
  throw mediaError(
    "the value",
    "names no table and no media",
    "Pass what a run's history keeps of an object, or its `artifact_path`.",
  );
}
