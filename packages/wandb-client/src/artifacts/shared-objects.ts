import type { WandbMedia } from "../media/media.ts";
import type { StoredReference } from "../media/stored-media.ts";
import type { DraftEntry } from "./draft-options.ts";

interface SharedObject {
  readonly media: WandbMedia;
  /** The name that it was added under. */
  readonly name: string;
  readonly stored: StoredReference;
}

/** Objects of this process to which entries of a draft refer, because another draft that is logged has them. */
export class SharedObjects {
  readonly #objects = new Map<string, SharedObject>();

  /** Notes what the entry at a path stands for. */
  note(path: string, object: SharedObject): void {
    if (object.stored.isOfDraft) this.#objects.set(path, object);
    else this.#objects.delete(path);
  }

  /** Those that a server does not have, as far as entries still refer to them. */
  elsewhere(host: string, entries: ReadonlyMap<string, DraftEntry>): SharedObject[] {
    return [...this.#objects]
      .filter(([path, { stored }]) => entries.get(path)?.ref === stored.reference.ref)
      .map(([, object]) => object)
      .filter(({ stored }) => stored.host !== host);
  }
}
