/**
 * A name in a Python module: a class, a function, a constant. Inert: nothing is imported.
 * `module` and `name` use Python 3's spelling, `written` keeps the stream's when it differed.
 */
export class PyGlobal {
  readonly module: string;
  readonly name: string;
  /** The spelling in the stream, such as `__builtin__.xrange`, when it differed. */
  readonly written: { readonly module: string; readonly name: string } | undefined;

  constructor(module: string, name: string, written?: { module: string; name: string }) {
    this.module = module;
    this.name = name;
    this.written = written;
  }

  /** `module.name`. */
  get path(): string {
    return `${this.module}.${this.name}`;
  }

  toString(): string {
    return this.path;
  }
}

/** One thing that was done to an object after it was made, in the order of the stream. */
export type NodeOperation =
  | { readonly kind: "state"; readonly value: unknown }
  | { readonly kind: "items"; readonly values: readonly unknown[] }
  | { readonly kind: "add"; readonly values: readonly unknown[] }
  | { readonly kind: "pairs"; readonly values: readonly (readonly [unknown, unknown])[] }
  | { readonly kind: "effect"; readonly call: PyReduce };

/** What {@link PyObject} and {@link PyReduce} share: the operations after construction. */
export abstract class PyNode {
  /** States, items and pairs in the order in which they came. */
  readonly operations: NodeOperation[] = [];

  /** The arguments of BUILD, in order. */
  get states(): unknown[] {
    return this.operations.flatMap((operation) =>
      operation.kind === "state" ? [operation.value] : [],
    );
  }

  /** Calls on the object whose results the stream threw away, such as state setters. */
  get effects(): PyReduce[] {
    return this.operations.flatMap((operation) =>
      operation.kind === "effect" ? [operation.call] : [],
    );
  }

  /** The last state, or undefined when there was none. */
  get state(): unknown {
    return this.states.at(-1);
  }

  /** What was appended or added. */
  get items(): unknown[] {
    return this.operations.flatMap((operation) =>
      operation.kind === "items" || operation.kind === "add" ? operation.values : [],
    );
  }

  /** What was set by key. */
  get pairs(): (readonly [unknown, unknown])[] {
    return this.operations.flatMap((operation) =>
      operation.kind === "pairs" ? operation.values : [],
    );
  }
}

/** An instance of a class that has no JavaScript counterpart: class, arguments of `__new__`, state. Inert. */
export class PyObject extends PyNode {
  /** The class: a {@link PyGlobal}, or a tree for a class that was stored by value. */
  readonly cls: unknown;
  readonly args: readonly unknown[];
  readonly kwargs: ReadonlyMap<unknown, unknown> | undefined;
  /** The built-in type and value that protocols 0 and 1 made the instance of, when it has one. */
  base: { readonly type: PyGlobal; readonly value: unknown } | undefined;

  constructor(cls: unknown, args: readonly unknown[], kwargs?: ReadonlyMap<unknown, unknown>) {
    super();
    this.cls = cls;
    this.args = args;
    this.kwargs = kwargs;
  }

  /** `module.name` of the class when it is a plain global. */
  get className(): string | undefined {
    return this.cls instanceof PyGlobal ? this.cls.path : undefined;
  }
}

/** A call that Python would make and Heddle does not: the callable and its arguments. Inert. */
export class PyReduce extends PyNode {
  readonly func: unknown;
  readonly args: readonly unknown[];

  constructor(func: unknown, args: readonly unknown[]) {
    super();
    this.func = func;
    this.args = args;
  }

  /** `module.name` of the callable when it is a plain global. */
  get functionName(): string | undefined {
    return this.func instanceof PyGlobal ? this.func.path : undefined;
  }
}

/** A reference to an object that the writer stored elsewhere. */
export class PersistentId {
  readonly id: unknown;

  constructor(id: unknown) {
    this.id = id;
  }
}

/** An out-of-band buffer (protocol 5). */
export class PyBuffer {
  readonly bytes: Uint8Array;
  readonly readonly: boolean;

  constructor(bytes: Uint8Array, readonly = false) {
    this.bytes = bytes;
    this.readonly = readonly;
  }
}
