/** What is being written at one level of nesting; an explicit stack of these replaces recursion. */
export interface Task {
  readonly kind: TaskKind;
  /** The value at this level, for the memo and for paths. */
  readonly value: unknown;
  /** What is inside: items, or keys and values in turn. */
  readonly items: readonly unknown[];
  /** Index of the next item. */
  at: number;
  /** Index where the present batch ends. */
  batchEnd: number;
  /** Batches still to begin. */
  batches: number;
  /** Whether the present batch is one item without a mark. */
  single: boolean;
  /** Whether a batch is open. */
  open: boolean;
  /** Opcodes that close a batch of one and of several. */
  readonly singleOp: number;
  readonly manyOp: number;
  readonly unit: 1 | 2;
  /** Whether only a container of one item in all is written without a mark, or each last batch of one. */
  readonly exact: boolean;
  /** How many memo entries there were when the task began. */
  readonly memoSize: number;
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
