import { Once } from "../util/once.ts";
import { orAborted } from "../util/or-aborted.ts";
import type { Artifact } from "./artifact.ts";

/** Versions that are kept; their manifests may be large. */
const mostKept = 16;

/**
 * The versions that entries of others refer to. Thousands of entries may refer to one version, so the last ones stay:
 * what a committed version holds does not change.
 */
export class ReferencedArtifacts {
  readonly #kept = new Map<string, Once<Artifact>>();
  readonly #read: (id: string) => Promise<Artifact>;

  /** @param read reads a version by its id */
  constructor(read: (id: string) => Promise<Artifact>) {
    this.#read = read;
  }

  /** A version by its id, as it was when it was first asked for. */
  async get(id: string, signal?: AbortSignal): Promise<Artifact> {
    const known = this.#kept.get(id) ?? new Once(() => this.#read(id));
    this.#kept.delete(id);
    this.#kept.set(id, known);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= mostKept) break;
      this.#kept.delete(oldest);
    }
    // Many wait for one answer: who gives up does not end it for the others.
    return await orAborted(known.get(), signal);
  }
}
