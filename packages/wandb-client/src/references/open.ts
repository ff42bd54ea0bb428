import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { ManifestEntry } from "../artifacts/manifest.ts";
import type { ClientServices } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import { parseArtifactReference } from "./artifact-reference.ts";
import { isAzure, openAzure } from "./azure.ts";
import { isUncheckedFile, pathOfFileUri } from "./file.ts";
import { openGcs } from "./gcs.ts";
import { openHttp } from "./http.ts";
import { openS3 } from "./s3.ts";

/**
 * The bytes that a reference stands for, as long as they are still the recorded ones.
 *
 * @throws WandbClientError `WANDB_CLIENT_REFERENCE` when they are gone, have changed, or cannot be fetched
 */
export async function* openReference(
  services: ClientServices,
  entry: ManifestEntry,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const ref = entry.ref ?? "";
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(ref)?.[1]?.toLowerCase();
  const access = { ...services.settings.references, http: services.http, signal };
  if (scheme === "wandb-artifact") yield* openArtifactReference(services, entry, signal);
  else if (scheme === "file") yield* openFileReference(entry);
  else if (isAzure(ref)) yield* openAzure(entry, access);
  else if (scheme === "http" || scheme === "https") yield* openHttp(entry, access);
  else if (scheme === "s3") yield* openS3(entry, access);
  else if (scheme === "gs") yield* openGcs(entry, access);
  else throw changed(entry, `has the scheme ${scheme ?? "?"}, which cannot be fetched`);
}

function changed(entry: ManifestEntry, why: string, cause?: unknown): WandbClientError {
  return new WandbClientError({
    code: "WANDB_CLIENT_REFERENCE",
    message: `the reference ${entry.path} to ${entry.ref ?? ""} ${why}`,
    hint: "Pass `skipReferences: true` to download the rest.",
    details: { path: entry.path, ref: entry.ref },
    ...(cause === undefined ? {} : { cause }),
  });
}

async function* openArtifactReference(
  services: ClientServices,
  entry: ManifestEntry,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const source = parseArtifactReference(entry.ref ?? "");
  if (source === undefined) throw changed(entry, "is malformed");
  const artifact = await services.referenced.get(source.artifactId, signal);
  const found = await artifact.entry(source.path, { signal });
  if (found.digest !== entry.digest)
    throw changed(entry, `has the digest ${found.digest}, not ${entry.digest}`);
  yield* (await found.home({ signal })).entry.stream({ signal });
}

async function* openFileReference(entry: ManifestEntry): AsyncGenerator<Uint8Array> {
  const path = pathOfFileUri(entry.ref ?? "");
  const hash = createHash("md5");
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      const bytes = chunk as Buffer;
      hash.update(bytes);
      yield bytes;
    }
  } catch (error) {
    throw changed(entry, "cannot be read", error);
  }
  const actual = hash.digest("base64");
  if (!isUncheckedFile(entry) && actual !== entry.digest)
    throw changed(entry, `has the digest ${actual}, not ${entry.digest}`);
}
