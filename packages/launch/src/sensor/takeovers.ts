/** A pre-empted run goes on under a new item with a higher count; the older item has nothing to say any more. */
export class Takeovers {
  readonly superseded: Set<string> = new Set();
  readonly #latest = new Map<string, { readonly id: string; readonly count: number }>();

  /**
   * @param run `entity/project/id` of the run that the item asks for
   * @param count how often that run was put back in the queue before
   */
  add(id: string, run: string, count: number): void {
    const known = this.#latest.get(run);
    if (known === undefined || known.count < count) this.#latest.set(run, { id, count });
    if (known !== undefined && known.count !== count)
      this.superseded.add(known.count < count ? known.id : id);
  }
}
