/** The versions that this process wrote in this orchestrator run, so that its readers find them. */
export class WrittenVersions {
  readonly #byOutput = new Map<string, string>();
  readonly #owners = new Map<string, string>();

  /**
   * Remembers a version.
   *
   * @param output the output that wrote it: `[run id, step key, output name, …]` and partition
   * @param qualifiedName `entity/project/name:version`
   */
  record(output: readonly string[], qualifiedName: string): void {
    this.#byOutput.set(JSON.stringify(output), qualifiedName);
  }

  /** What an output wrote. */
  find(output: readonly string[]): string | undefined {
    return this.#byOutput.get(JSON.stringify(output));
  }

  /**
   * Claims an artifact's path for an asset and partition.
   *
   * @returns who claimed it before, if that is another one
   */
  claim(path: string, owner: string): string | undefined {
    const before = this.#owners.get(path);
    if (before === undefined) this.#owners.set(path, owner);
    return before === owner ? undefined : before;
  }
}
