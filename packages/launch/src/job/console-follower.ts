import type { LaunchedRun } from "@heddle/wandb-client";

/** Follows the console lines of a run: hands on new ones and remembers the last. */
export class ConsoleFollower {
  readonly #run: LaunchedRun;
  readonly #emit: ((line: string) => void) | undefined;
  readonly #keep: number;
  #cursor: string | undefined;
  #tail: string[] = [];

  /**
   * @param run whose console
   * @param keep how many last lines are remembered
   * @param emit hears of each line; none reads for the memory alone
   */
  constructor(run: LaunchedRun, keep: number, emit?: (line: string) => void) {
    this.#run = run;
    this.#keep = keep;
    this.#emit = emit;
  }

  /** The last lines, oldest first. */
  get tail(): readonly string[] {
    return this.#tail;
  }

  /** Reads on to the present end of the console. */
  async advance(signal?: AbortSignal): Promise<void> {
    for (;;) {
      const page = await this.#run.console(this.#cursor, { signal });
      if (page.lines.length === 0) return;
      for (const line of page.lines) this.#emit?.(line);
      this.#tail = this.#keep === 0 ? [] : [...this.#tail, ...page.lines].slice(-this.#keep);
      this.#cursor = page.cursor;
    }
  }
}
