/** What is being written at one level of nesting; an explicit stack of these replaces recursion. */
export class Task {
  kind: TaskKind = "steps";
  /** The value at this level, for the memo and for paths. */
  value: unknown = undefined;
  /** What is inside: items, or keys and values in turn. */
  items: readonly unknown[] = [];
  /** Index of the next item. */
  at = 0;
  /** Index where the present batch ends. */
  batchEnd = 0;
  /** Batches still to begin. */
  batches = 0;
  /** Whether the present batch is one item without a mark. */
  single = false;
  /** Whether a batch is open. */
  open = false;
  /** Opcodes that close a batch of one and of several. */
  singleOp = 0;
  manyOp = 0;
  unit: 1 | 2 = 1;
  /** Whether only a container of one item in all is written without a mark, or each last batch of one. */
  exact = false;
  /** Whether the keys are those of one object, all different. */
  distinct = false;
  /** How many memo entries there were when the task began. */
  memoSize = 0;
}

/** The stack of tasks. Those that are done stay in place for the next ones at their level: most are short. */
export class TaskStack {
  readonly #tasks: Task[] = [];
  /** How many are open. */
  size = 0;

  /** The innermost open task. */
  get top(): Task {
    return this.#tasks[this.size - 1]!;
  }

  /** Opens a task; the caller sets what is special to its kind. */
  push(kind: TaskKind, value: unknown, items: readonly unknown[], memoSize: number): Task {
    const tasks = this.#tasks;
    if (this.size === tasks.length) tasks.push(new Task());
    const task = tasks[this.size]!;
    this.size += 1;
    task.kind = kind;
    task.value = value;
    task.items = items;
    task.at = 0;
    task.unit = 1;
    task.memoSize = memoSize;
    return task;
  }

  pop(): void {
    this.size -= 1;
  }

  /** Lets the innermost task wait for the one below it. */
  swap(): void {
    const tasks = this.#tasks;
    const top = tasks[this.size - 1]!;
    tasks[this.size - 1] = tasks[this.size - 2]!;
    tasks[this.size - 2] = top;
  }

  /** The open tasks, outermost first. */
  *[Symbol.iterator](): IterableIterator<Task> {
    for (let at = 0; at < this.size; at += 1) yield this.#tasks[at]!;
  }
}

/**
 * `batch`: items that are added to a container by opcodes of up to 1000; `tuple` and `frozenset`: items that
 * are collected by one opcode; `steps`: a program of values and opcodes, for everything that is reduced.
 */
export type TaskKind = "batch" | "tuple" | "frozenset" | "steps";

/** One step of a `steps` task: a value to write, or something to do between values. */
export class Step {
  readonly run: () => void;

  constructor(run: () => void) {
    this.run = run;
  }
}

/** A sub-task among the steps: batches of items of an object that was reduced. */
export class BatchStep {
  readonly items: readonly unknown[];
  readonly unit: 1 | 2;
  readonly add: boolean;

  constructor(items: readonly unknown[], unit: 1 | 2, add = false) {
    this.items = items;
    this.unit = unit;
    this.add = add;
  }
}
