import { sourceKeys } from "../write/source-metadata.ts";

/** A serialization module and the file that it writes. */
export interface SerializedFile {
  readonly module: string;
  readonly fileName: string;
}

/**
 * Finds the serialized value of an artifact. What the metadata says counts first; artifacts that say
 * nothing about their origin are looked at by file name, in the order of the Python integration. So
 * an artifact that a user built, and that happens to hold a file `output.pickle`, is not decoded.
 *
 * @param metadata the artifact's metadata
 * @param entries paths of its entries
 * @param modules registered modules in the order in which file names are tried
 * @returns undefined when nothing is serialized; the module alone when its file or codec is missing
 */
export function findSerialized(
  metadata: Readonly<Record<string, unknown>>,
  entries: { has(path: string): boolean },
  modules: readonly SerializedFile[],
): SerializedFile | { readonly module: string; readonly fileName: undefined } | undefined {
  const named = metadata[sourceKeys.module];
  if (typeof named === "string") {
    const module = modules.find((candidate) => candidate.module === named);
    return module !== undefined && entries.has(module.fileName)
      ? module
      : { module: named, fileName: undefined };
  }
  if (metadata[sourceKeys.integration] !== undefined) return undefined;
  return modules.find((candidate) => entries.has(candidate.fileName));
}
