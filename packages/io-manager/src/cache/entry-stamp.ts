import { randomUUID } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ifThere } from "./file-errors.ts";

/** A downloaded file as it was when its digest was checked. */
export interface StampedFile {
  readonly digest: string;
  readonly size: number;
  /** Modification time in milliseconds: a file that was changed since is not trusted. */
  readonly mtimeMs: number;
}

/** What the cache knows of an entry, kept beside its content. */
export interface EntryStamp {
  readonly version: 1;
  /** Milliseconds since the epoch; our own record, as file systems do not keep access times. */
  readonly lastAccess: number;
  /** Verified files by their path in the artifact. */
  readonly files: Readonly<Record<string, StampedFile>>;
}

const fileOf = (entry: string): string => join(entry, "entry.json");

/** Reads an entry's stamp; undefined when there is none or it is damaged, which means: no content. */
export async function readStamp(entry: string): Promise<EntryStamp | undefined> {
  const text = await ifThere(readFile(fileOf(entry), "utf8"));
  if (text === undefined) return undefined;
  try {
    const stamp = JSON.parse(text) as EntryStamp;
    return stamp.version === 1 && typeof stamp.lastAccess === "number" ? stamp : undefined;
  } catch {
    return undefined;
  }
}

/** Replaces an entry's stamp; a reader sees the old one or the new one, whole. */
export async function writeStamp(entry: string, stamp: EntryStamp): Promise<void> {
  const temporary = `${fileOf(entry)}.${randomUUID()}`;
  await writeFile(temporary, JSON.stringify(stamp));
  await rename(temporary, fileOf(entry));
}

/** The bytes that an entry's content takes. */
export function stampedSize(stamp: EntryStamp | undefined): number {
  return Object.values(stamp?.files ?? {}).reduce((sum, file) => sum + file.size, 0);
}
