import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { dirname, join, resolve, sep } from "node:path";
import { deserialize, serialize } from "node:v8";
import { z } from "zod";
import type { Partitions } from "@heddle/partitions";
import type { IOContext } from "../context/output-context.ts";
import { CoreError } from "../errors.ts";
import { metadataValue } from "../metadata/metadata-value.ts";
import { resource, type ConfigurableResource } from "../resources/resource.ts";
import type { IOManager } from "./io-manager.ts";
import { pathPart } from "./path-part.ts";
import { storageFolder } from "./storage-folder.ts";
import { severalPartitions } from "./memory-io-manager.ts";

/** Config of {@link localFileIOManager}. */
export interface LocalFileConfig {
  /** Root folder. Default: `storage` in the instance's home, or a temporary folder when the instance is ephemeral. */
  readonly base_dir?: string | { readonly env: string };
}

/** How values become bytes and back. */
export interface LocalFileOptions {
  /** Added to file names, e.g. `.json`. Default: none. */
  readonly extension?: string;
  /** Default: a structured clone (V8's format), which keeps Map, Set, Date, BigInt and typed arrays. */
  readonly dump?: (value: unknown) => Uint8Array | Promise<Uint8Array>;
  readonly load?: (bytes: Uint8Array) => unknown;
}

/**
 * The default IO manager: each value is a file, `key/parts/partition` for assets and `run/step/output` for ops. A value is
 * written to a temporary name and renamed, so a reader finds all of it or nothing.
 */
export function localFileIOManager(
  options: LocalFileOptions = {},
): ConfigurableResource<IOManager, {}, LocalFileConfig> {
  return resource(
    { config: z.strictObject({ base_dir: z.string().min(1).optional() }) },
    ({ config, instance }) =>
      createLocalFileIOManager(config.base_dir ?? storageFolder(instance), options),
  );
}

/** The IO manager itself over a folder. */
export function createLocalFileIOManager(
  baseDir: string,
  options: LocalFileOptions = {},
): IOManager {
  const base = resolve(baseDir);
  const extension = options.extension ?? "";
  const dump = options.dump ?? dumpClone;
  const load = options.load ?? loadClone;
  return {
    handleOutput: async (context, value) => {
      if (context.hasAssetPartitions && context.assetPartitionKeys.length > 1)
        throw severalPartitions(context.assetPartitionKeys.length, context.name);
      const [path] = pathsOf(base, context, extension);
      if (path === undefined) return undefined;
      await clearTheWay(base, path, context);
      await writeAtomically(path, await dump(value));
      return { path: metadataValue.path(path) };
    },
    loadInput: async (context) => {
      const places = pathsOf(base, context, extension);
      for (const path of [...places, ...places.map((place) => join(place, wholeValue))]) {
        const bytes = await readIfThere(path);
        if (bytes === undefined) continue;
        try {
          return await load(bytes);
        } catch (cause) {
          throw new CoreError({
            code: "CORE_VALUE_NOT_FOUND",
            message: `file "${path}" is damaged or was written in another format`,
            hint: "Materialize the asset again.",
            cause,
          });
        }
      }
      throw new CoreError({
        code: "CORE_VALUE_NOT_FOUND",
        message: `nothing is stored at "${pathsOf(base, context, extension)[0] ?? base}"`,
        hint: "Materialize the upstream first, with this instance or base_dir.",
        details: { identifier: context.identifier },
      });
    },
  };
}

function dumpClone(value: unknown): Uint8Array {
  try {
    return serialize(value);
  } catch (cause) {
    throw new CoreError({
      code: "CORE_NOT_SERIALIZABLE",
      message: `a value cannot be stored as a file: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: "Return plain data, or name an IO manager that stores this kind of value.",
      cause,
    });
  }
}

function loadClone(bytes: Uint8Array): unknown {
  return deserialize(bytes);
}

/** Where a value is: the first is where it is written, others are places where it may have been written before. */
function pathsOf(
  base: string,
  context: Pick<
    IOContext,
    | "identifier"
    | "hasAssetKey"
    | "assetKey"
    | "hasAssetPartitions"
    | "assetPartitionKey"
    | "assetPartitionsDefinition"
  >,
  extension: string,
): readonly string[] {
  const candidates: (readonly string[])[] = [];
  if (context.hasAssetKey && context.hasAssetPartitions) {
    const key = context.assetPartitionKey;
    const parts = dimensionParts(context.assetPartitionsDefinition, key);
    candidates.push([...context.assetKey, ...parts]);
    if (parts.length > 1) candidates.push([...context.assetKey, key]);
  } else {
    candidates.push(context.identifier);
  }
  return candidates.map((parts) => safeJoin(base, parts) + extension);
}

/** One folder per dimension, in the order of their names. */
function dimensionParts(definition: Partitions, key: string): readonly string[] {
  if (definition.kind !== "multi") return [key];
  const parts = definition.parseKey(key) as Readonly<Record<string, string>>;
  return definition.dimensionNames.map((name) => parts[name] as string);
}

function safeJoin(base: string, parts: readonly string[]): string {
  const path = join(base, ...parts.map(pathPart));
  if (path !== base && path.startsWith(base + sep)) return path;
  throw new CoreError({
    code: "CORE_UNSAFE_PATH",
    message: `"${parts.join("/")}" would lead outside of "${base}"`,
    hint: "Use another key.",
  });
}

/**
 * Where the value of an asset is when a folder has its name: other assets lie below it, or partitions of the asset itself. No
 * part of a key gives this name, since a leading dot is encoded.
 */
const wholeValue = ".value";

/** Makes the folder of a value; a file that stands where a folder must be becomes a value inside it. */
async function clearTheWay(
  base: string,
  path: string,
  context: Pick<IOContext, "log">,
): Promise<void> {
  await mkdir(base, { recursive: true });
  const folder = dirname(path);
  try {
    await mkdir(folder, { recursive: true });
    return;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== "EEXIST" && code !== "ENOTDIR") throw error;
  }
  for (let current = folder; current.startsWith(base + sep); current = dirname(current)) {
    const found = await stat(current).catch(() => undefined);
    if (found?.isFile() !== true) continue;
    const waiting = join(dirname(current), `.${randomUUID()}.partial`);
    await rename(current, waiting);
    await mkdir(current);
    await rename(waiting, join(current, wholeValue));
    context.log.warning(
      `"${current}" was a file and is now a folder; the file became "${wholeValue}" in it`,
    );
    break;
  }
  await mkdir(folder, { recursive: true });
}

async function writeAtomically(target: string, bytes: Uint8Array): Promise<void> {
  const found = await stat(target).catch(() => undefined);
  const path = found?.isDirectory() === true ? join(target, wholeValue) : target;
  const partial = join(dirname(path), `.${randomUUID()}.partial`);
  const file = await open(partial, "wx");
  try {
    await file.writeFile(bytes);
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(partial, { force: true });
    throw error;
  }
  await file.close();
  await rename(partial, path);
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR") return undefined;
    throw error;
  }
}
