import { isAbsolute, resolve } from "node:path";
import { HeddleError } from "@heddle/errors";
import type { ArtifactDraft, ReferenceOptions } from "@heddle/wandb-client";
import { snakeCase } from "../configuration/spelling.ts";
import type { WriteConfiguration } from "../configuration/write-configuration.ts";
import { ioManagerErrors, WandbArtifactsIOManagerError } from "../errors.ts";

/** Where extras come from and what they must not touch. */
export interface ExtrasOptions {
  /** What is written, for messages. */
  readonly place: string;
  /** Folder that relative paths start from. Undefined: the process' working directory. */
  readonly cwd: string | undefined;
  /** Entry that holds the serialized value; extras must not replace it. */
  readonly contentEntry: string | undefined;
  readonly signal: AbortSignal;
  /** How object stores are reached. */
  readonly references: Pick<ReferenceOptions, "s3" | "gcs" | "azure">;
}

/**
 * Adds files, directories and references to a draft: all files, then all directories, then all
 * references, each in the order of its list. Nothing is sent to W&B; references ask their origin for
 * size and digest.
 *
 * @throws WandbArtifactsIOManagerError `E-W15`, naming list, index and absolute path
 */
export async function attachExtras(
  draft: ArtifactDraft,
  configuration: WriteConfiguration,
  options: ExtrasOptions,
): Promise<void> {
  const { signal } = options;
  const local = (path: string): string =>
    isAbsolute(path) ? path : resolve(options.cwd ?? process.cwd(), path);
  const guarded = new Guard(draft, options);
  for (const [index, file] of configuration.addFiles.entries()) {
    const path = local(file.localPath);
    await guarded.add("addFiles", index, path, () =>
      draft.addFile(path, {
        name: file.name,
        isTemporary: file.isTmp,
        overwrite: file.overwrite,
        signal,
      }),
    );
  }
  for (const [index, folder] of configuration.addDirs.entries()) {
    const path = local(folder.localPath);
    await guarded.add("addDirs", index, path, () =>
      draft.addDir(path, { name: folder.name, overwrite: folder.merge, signal }),
    );
  }
  for (const [index, reference] of configuration.addReferences.entries()) {
    await guarded.add("addReferences", index, reference.uri, () =>
      draft.addReference(reference.uri, {
        name: reference.name,
        checksum: reference.checksum,
        maxObjects: reference.maxObjects,
        signal,
        ...options.references,
      }),
    );
  }
}

class Guard {
  readonly #draft: ArtifactDraft;
  readonly #options: ExtrasOptions;
  readonly #content: string | undefined;

  constructor(draft: ArtifactDraft, options: ExtrasOptions) {
    this.#draft = draft;
    this.#options = options;
    this.#content = this.#contentDigest();
  }

  async add(
    list: "addFiles" | "addDirs" | "addReferences",
    index: number,
    source: string,
    action: () => Promise<unknown>,
  ): Promise<void> {
    const place = `${snakeCase(list)}[${index}]`;
    try {
      await action();
    } catch (cause) {
      if (this.#options.signal.aborted) throw cause;
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw this.#fault(place, source, reason, cause);
    }
    if (this.#content !== this.#contentDigest()) {
      throw this.#fault(
        place,
        source,
        `it would replace "${this.#options.contentEntry}", which holds the serialized value`,
        undefined,
      );
    }
  }

  #contentDigest(): string | undefined {
    const { contentEntry } = this.#options;
    return contentEntry === undefined ? undefined : this.#draft.entries.get(contentEntry)?.digest;
  }

  #fault(
    place: string,
    source: string,
    reason: string,
    cause: unknown,
  ): WandbArtifactsIOManagerError {
    return new WandbArtifactsIOManagerError({
      code: "E-W15",
      message: `${this.#options.place}: ${place} (${source}): ${reason}`,
      hint:
        HeddleError.is(cause) && cause.hint !== undefined
          ? cause.hint
          : ioManagerErrors["E-W15"].remedy,
      details: { phase: "attach", place, source },
      ...(cause === undefined ? {} : { cause }),
    });
  }
}
