import { type FileHandle, mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { LaunchError } from "../errors.ts";
import type { RunnerHandle } from "../runners/runner.ts";
import { takeLock } from "../util/lock-file.ts";
import { readIfThere, writeWhole } from "../util/whole-file.ts";

/** An item that the agent took and has not settled, as far as it had come. */
export interface JournalItem {
  readonly itemId: string;
  readonly queue: string;
  readonly runId: string;
  readonly entity: string;
  readonly project: string;
  readonly runSpec: unknown;
  /**
   * `claiming`: an acknowledgement was about to be sent, its outcome is unknown. `claimed`: the server
   * confirmed it. `submitting`: the runner was about to be asked; the handle tells where.
   */
  readonly stage: "claiming" | "claimed" | "submitting";
  readonly handle?: RunnerHandle;
}

type JournalRecord =
  | ({ readonly type: "claiming" } & Omit<JournalItem, "stage" | "handle">)
  | { readonly type: "claimed"; readonly itemId: string }
  | { readonly type: "submitting"; readonly itemId: string; readonly handle: RunnerHandle }
  | { readonly type: "settled"; readonly itemId: string };

const compactAfter = 1_000;

/**
 * What an agent promised and not yet kept, on disk: one JSON line per step, flushed before the step is
 * taken. After a crash the next agent with the same folder reads it and settles each item: no job is lost and none
 * is run twice. The API key is never written.
 */
export class AgentJournal implements AsyncDisposable {
  readonly folder: string;
  readonly #items = new Map<string, JournalItem>();
  #file: FileHandle;
  #records = 0;
  #tail: Promise<void> = Promise.resolve();

  private constructor(folder: string, file: FileHandle, items: readonly JournalItem[]) {
    this.folder = folder;
    this.#file = file;
    for (const item of items) this.#items.set(item.itemId, item);
  }

  /**
   * Opens the journal of a folder, which is made when missing. The folder belongs to one living agent.
   *
   * @throws {LaunchError} `LAUNCH_AGENT_FOLDER_IN_USE`
   */
  static async open(folder: string): Promise<AgentJournal> {
    await mkdir(folder, { recursive: true });
    const holder = await takeLock(join(folder, "agent.lock"));
    if (holder !== undefined) {
      throw new LaunchError({
        code: "LAUNCH_AGENT_FOLDER_IN_USE",
        message: `Another agent (process ${holder}) works with the folder ${folder}.`,
        details: { folder, pid: holder },
      });
    }
    const path = join(folder, "journal.jsonl");
    const items = replay(await readIfThere(path));
    await writeWhole(path, linesOf(items));
    return new AgentJournal(folder, await open(path, "a", 0o600), items);
  }

  /** The unsettled items, oldest first. */
  get items(): readonly JournalItem[] {
    return [...this.#items.values()];
  }

  /** Notes that an item is about to be acknowledged under a run id. */
  claiming(item: Omit<JournalItem, "stage" | "handle">): Promise<void> {
    const kept = { ...item, runSpec: withoutKey(item.runSpec) };
    this.#items.set(item.itemId, { ...kept, stage: "claiming" });
    return this.#append({ type: "claiming", ...kept });
  }

  /** Notes that the server confirmed the acknowledgement. */
  claimed(itemId: string): Promise<void> {
    this.#change(itemId, { stage: "claimed" });
    return this.#append({ type: "claimed", itemId });
  }

  /** Notes that a runner is about to be asked to start the job. */
  submitting(itemId: string, handle: RunnerHandle): Promise<void> {
    this.#change(itemId, { stage: "submitting", handle });
    return this.#append({ type: "submitting", itemId, handle });
  }

  /** Notes that nothing is owed for the item any more. */
  settled(itemId: string): Promise<void> {
    this.#items.delete(itemId);
    return this.#append({ type: "settled", itemId });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#tail;
    await this.#file.close();
    await rm(join(this.folder, "agent.lock"), { force: true });
  }

  #change(itemId: string, change: Partial<JournalItem>): void {
    const item = this.#items.get(itemId);
    if (item !== undefined) this.#items.set(itemId, { ...item, ...change });
  }

  #append(record: JournalRecord): Promise<void> {
    const before = this.#tail;
    const written = (async (): Promise<void> => {
      await before;
      await this.#file.write(`${JSON.stringify(record)}\n`);
      await this.#file.datasync();
      this.#records += 1;
      if (this.#records >= compactAfter) await this.#compact();
    })();
    this.#tail = written.catch(() => {
      // The caller of this append sees the failure; later appends try again.
    });
    return written;
  }

  async #compact(): Promise<void> {
    const path = join(this.folder, "journal.jsonl");
    await writeWhole(path, linesOf(this.items));
    const old = this.#file;
    this.#file = await open(path, "a", 0o600);
    this.#records = 0;
    await old.close();
  }
}

function linesOf(items: readonly JournalItem[]): string {
  const records = items.flatMap((item): JournalRecord[] => {
    const { stage, handle, ...rest } = item;
    return [
      { type: "claiming", ...rest },
      ...(stage === "claiming" ? [] : [{ type: "claimed" as const, itemId: item.itemId }]),
      ...(stage === "submitting" && handle !== undefined
        ? [{ type: "submitting" as const, itemId: item.itemId, handle }]
        : []),
    ];
  });
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}

function replay(text: string): JournalItem[] {
  const items = new Map<string, JournalItem>();
  const lines = text.split("\n");
  // A last line without its line feed was cut by the crash: the step it announces was not taken.
  lines.pop();
  for (const line of lines) {
    const record = JSON.parse(line) as JournalRecord;
    const item = items.get(record.itemId);
    switch (record.type) {
      case "claiming": {
        const { type, ...rest } = record;
        items.set(record.itemId, { ...rest, stage: type });
        break;
      }
      case "claimed":
        if (item !== undefined) items.set(record.itemId, { ...item, stage: "claimed" });
        break;
      case "submitting":
        if (item !== undefined)
          items.set(record.itemId, { ...item, stage: "submitting", handle: record.handle });
        break;
      case "settled":
        items.delete(record.itemId);
        break;
    }
  }
  return [...items.values()];
}

function withoutKey(runSpec: unknown): unknown {
  if (typeof runSpec !== "object" || runSpec === null) return runSpec;
  return Object.fromEntries(Object.entries(runSpec).filter(([name]) => name !== "_wandb_api_key"));
}
