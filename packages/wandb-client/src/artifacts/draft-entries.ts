import { WandbClientError } from "../errors.ts";
import type { DraftBase, DraftEntry } from "./draft-options.ts";
import type { ManifestEntry } from "./manifest.ts";

/** The entries of a draft, by path. */
export class DraftEntries {
  readonly #entries = new Map<string, DraftEntry>();
  /** Servers of the versions whose content entries stand for, by path. */
  readonly #hosts = new Map<string, string>();
  readonly #hasBase: boolean;
  readonly #nameOf: () => string;

  /**
   * @param nameOf the draft's name, for messages
   * @param base the version whose entries come first
   */
  constructor(nameOf: () => string, base: DraftBase | undefined) {
    this.#nameOf = nameOf;
    this.#hasBase = base !== undefined;
    for (const entry of base?.entries ?? []) this.#set(entry, base?.host);
  }

  /** All entries so far. */
  get all(): ReadonlyMap<string, DraftEntry> {
    return this.#entries;
  }

  /**
   * Adds an entry.
   *
   * @param host the server of the version whose content it stands for
   * @throws WandbClientError `WANDB_CLIENT_ENTRY_EXISTS`
   */
  put(entry: DraftEntry, overwrite: boolean | undefined, host?: string): ManifestEntry {
    const existing = this.#entries.get(entry.path);
    if (
      existing !== undefined &&
      overwrite !== true &&
      !this.#hasBase &&
      existing.digest !== entry.digest
    ) {
      throw new WandbClientError({
        code: "WANDB_CLIENT_ENTRY_EXISTS",
        message: `the draft ${this.#nameOf()} already has an entry ${JSON.stringify(entry.path)} with other content`,
        hint: "Choose another name, or pass `overwrite: true`.",
        details: { path: entry.path },
      });
    }
    // The same bytes keep their birth, so that a draft made from a version uploads only what is new.
    if (
      existing?.birthArtifactId !== undefined &&
      existing.digest === entry.digest &&
      existing.ref === entry.ref
    )
      return existing;
    this.#set(entry, host);
    return entry;
  }

  /**
   * Removes an entry, or every entry below a path.
   *
   * @returns how many entries went
   * @throws WandbClientError `WANDB_CLIENT_ENTRY_MISSING`
   */
  remove(path: string): number {
    const gone = [...this.#entries.keys()].filter(
      (each) => each === path || each.startsWith(`${path}/`),
    );
    if (gone.length === 0) {
      throw new WandbClientError({
        code: "WANDB_CLIENT_ENTRY_MISSING",
        message: `the draft ${this.#nameOf()} has no entry ${JSON.stringify(path)}`,
        hint: "Use one of the draft's entries.",
        details: { path, entries: [...this.#entries.keys()].slice(0, 20) },
      });
    }
    for (const each of gone) {
      this.#entries.delete(each);
      this.#hosts.delete(each);
    }
    return gone.length;
  }

  /**
   * Checks that what the entries refer to is on the server that the draft goes to.
   *
   * @throws WandbClientError `WANDB_CLIENT_REFERENCE`
   */
  checkHost(host: string): void {
    for (const [path, from] of this.#hosts) {
      if (from === host) continue;
      throw new WandbClientError({
        code: "WANDB_CLIENT_REFERENCE",
        message: `the entry ${path} of ${this.#nameOf()} refers to an artifact on ${new URL(from).host}, and the draft is logged to ${new URL(host).host}`,
        hint: "Download the content and add it as files; add media with `copy: true`.",
        details: { path, from, to: host },
      });
    }
  }

  #set(entry: DraftEntry, host: string | undefined): void {
    this.#entries.set(entry.path, entry);
    if (host === undefined) this.#hosts.delete(entry.path);
    else this.#hosts.set(entry.path, host);
  }
}
