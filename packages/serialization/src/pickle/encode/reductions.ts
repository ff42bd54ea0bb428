import { PyGlobal, PyObject, PyReduce } from "../../python/nodes.ts";
import { Ellipsis, NotImplemented, PyStr } from "../../python/scalars.ts";
import { PyTuple } from "../../python/tuple.ts";
import { NdArray } from "../../types/numpy/nd-array.ts";
import { isPlainDict } from "../decode/dicts.ts";
import { effectsOf } from "../decode/effects.ts";
import { toOldName } from "../fix-imports.ts";
import { globalTextsOf } from "../global-texts.ts";
import { PicklerContainers } from "./containers.ts";
import { pickleReduce, type Reduction } from "./options.ts";
import { type Reduced, type Reducible, reductionOf } from "./reduction.ts";
import { BatchStep, Step, type Task } from "./tasks.ts";
import { encodeUtf8, utf8Length } from "./text.ts";

/** Types that CPython writes as `type(value)`, since no module holds them. */
const singletonTypes: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["NoneType", null],
  ["ellipsis", Ellipsis],
  ["NotImplementedType", NotImplemented],
]);

/** A dict, what is written of it at first, and the keys that follow. */
interface OwnDict {
  readonly dict: object;
  readonly rest: ReadonlyMap<unknown, unknown>;
  readonly keys: readonly unknown[];
}

/** How everything without an opcode of its own is written: as programs of values and opcodes. */
export abstract class PicklerReductions extends PicklerContainers {
  protected steps(task: Task): void {
    const { items } = task;
    while (task.at < items.length) {
      const item = items[task.at];
      task.at += 1;
      if (item instanceof Step) item.run();
      else if (item instanceof BatchStep) {
        const [single, many] = item.add ? [0, 0x90] : item.unit === 1 ? [0x61, 0x65] : [0x73, 0x75];
        this.pushBatch(undefined, item.items, item.unit, single, many, false);
        return;
      } else if (!this.save(item)) return;
    }
    this.tasks.pop();
  }

  protected withEffects(value: object, pushed: boolean): boolean {
    const effects = effectsOf(value);
    if (effects.length === 0) return !pushed;
    const steps = effects.flatMap((effect) => this.effect(effect, value));
    this.push("steps", value, steps);
    if (pushed) this.tasks.swap();
    return false;
  }

  /** A call whose result is thrown away: a state setter of CPython, `setter(object, state)`, or another. */
  protected effect(call: PyReduce, owner: object): unknown[] {
    const { func, args } = call;
    const [reduce, pop] = [this.op(0x52), this.op(0x30)];
    if (args.length !== 2 || args[0] !== owner) return [func, args, reduce, pop];
    return [func, args[0], args[1], this.op(0x86), reduce, pop];
  }

  /** Everything that is not written by an opcode of its own. */
  protected reduced(value: Reducible): boolean {
    if (value === Ellipsis || value === NotImplemented) {
      return this.global(
        new PyGlobal("builtins", value === Ellipsis ? "Ellipsis" : "NotImplemented"),
      );
    }
    if (value instanceof PyObject || value instanceof PyReduce) return this.node(value);
    // joblib sets only plain arrays apart: masked arrays and other classes are written as their reduction.
    if (value instanceof NdArray && value.cls === undefined && this.onArray !== undefined) {
      return this.raw(value);
    }
    if (typeof value === "function") {
      const known = this.memo.enter(value);
      if (known !== undefined) {
        this.get(known);
        return true;
      }
    }
    if (typeof value === "object" && !(pickleReduce in value)) {
      const registered = this.options.classes?.reductionOf(value);
      if (registered !== undefined) return this.reduce(value, registered);
      if (value instanceof Map) return this.map(value as Map<unknown, unknown>);
      if (value instanceof Set) return this.set(value as Set<unknown>);
      if (value instanceof PyTuple) return this.tuple(value);
      if (Array.isArray(value)) return this.list(value);
    }
    const made = this.madeOf(value);
    if ("save" in made) return made.save === value ? this.reduced(value) : this.save(made.save);
    if (!("array" in made)) return this.reduce(value as object, made);
    return this.onArray === undefined
      ? this.reduce(value as object, made.array[pickleReduce](this.options))
      : this.raw(made.array);
  }

  /** What is written for a value without an opcode; another value in its place is made once. */
  protected madeOf(value: Reducible): Reduced {
    if (typeof value === "symbol") return reductionOf(value, this);
    const before = this.replacements.get(value);
    if (before !== undefined && before !== value) return { save: before };
    const made = reductionOf(value, this);
    return "save" in made ? { save: this.replacementOf(value, () => made.save) } : made;
  }

  /** An array that stands outside the opcodes, behind an object that announces it: joblib's way. */
  protected raw(array: NdArray): boolean {
    const { wrapper, write } = this.onArray!(array);
    const after = new Step(() => {
      this.writer.closeFrame();
      write(this.writer);
      this.writer.openFrame();
    });
    this.push("steps", wrapper, [wrapper, after]);
    return false;
  }

  protected node(node: PyObject | PyReduce): boolean {
    const late = node instanceof PyReduce ? this.ownDicts(node) : [];
    const steps: unknown[] =
      node instanceof PyReduce
        ? [node.func, ...this.callArguments(node, late), this.op(0x52)]
        : node.base === undefined
          ? this.newobj(node.cls, node.args, node.kwargs)
          : [
              new PyGlobal("copyreg", "_reconstructor"),
              PyTuple.of<unknown>(node.cls, node.base.type, node.base.value),
              this.op(0x52),
            ];
    steps.push(this.afterConstruction(node));
    for (const operation of node.operations) {
      switch (operation.kind) {
        case "state":
          steps.push(operation.value, this.op(0x62));
          break;
        case "items":
          steps.push(new BatchStep(operation.values, 1));
          break;
        case "add":
          steps.push(new BatchStep(operation.values, 1, true));
          break;
        case "pairs":
          steps.push(new BatchStep(operation.values.flat(1), 2));
          break;
        case "effect":
          steps.push(...this.effect(operation.call, node));
          break;
      }
    }
    for (const { dict, keys } of late) {
      for (const key of keys) steps.push(dict, key, node, this.op(0x73), this.op(0x30));
    }
    this.push("steps", node, steps);
    return false;
  }

  /** The dicts among a call's arguments that hold its own result: a recursive function in its globals. */
  protected ownDicts(node: PyReduce): OwnDict[] {
    return node.args.flatMap((dict) => {
      if (!(dict instanceof Map) && !isPlainDict(dict)) return [];
      const entries: [unknown, unknown][] =
        dict instanceof Map ? [...(dict as Map<unknown, unknown>)] : Object.entries(dict);
      const own = entries.filter(([, value]) => value === node);
      if (own.length === 0 || this.memo.find(dict) !== undefined) return [];
      const rest = new Map(entries.filter(([, value]) => value !== node));
      return [{ dict, rest, keys: own.map(([key]) => key) }];
    });
  }

  /**
   * The arguments of a call, its own result left out of their dicts. It is set once it is made, as dill does: Python
   * calls with what a dict holds by then, and dill's functions do without an empty one.
   */
  protected callArguments(node: PyReduce, late: readonly OwnDict[]): unknown[] {
    if (late.length === 0) return [node.args];
    const rests = new Map<unknown, unknown>(late.map(({ dict, rest }) => [dict, rest]));
    const settled = new Step(() => {
      for (const { dict, rest } of late) this.memo.storeAt(dict, this.memo.find(rest)!);
    });
    return [PyTuple.from(node.args, (arg) => rests.get(arg) ?? arg), settled];
  }

  protected reduce(value: object, reduction: Reduction): boolean {
    const { func, args, kwargs, how, state, items, pairs, setter } = reduction;
    const steps =
      how === "newobj"
        ? this.newobj(func, args, kwargs)
        : [func, PyTuple.from(args), this.op(0x52)];
    steps.push(this.afterConstruction(value));
    if (items !== undefined) steps.push(new BatchStep(items, 1));
    if (pairs !== undefined) steps.push(new BatchStep(pairs.flat(1), 2));
    if (state !== undefined) {
      if (setter === undefined) steps.push(state, this.op(0x62));
      else steps.push(setter, value, state, this.op(0x86), this.op(0x52), this.op(0x30));
    }
    this.push("steps", value, steps);
    return false;
  }

  /** `cls.__new__(cls, *args, **kwargs)` as the protocol can say it. */
  protected newobj(
    cls: unknown,
    args: readonly unknown[],
    kwargs: ReadonlyMap<unknown, unknown> | undefined,
  ): unknown[] {
    const tuple = args instanceof PyTuple ? args : PyTuple.from(args);
    if (kwargs !== undefined) {
      if (this.protocol >= 4) return [cls, tuple, new Map(kwargs), this.op(0x92)];
      const make = new PyReduce(
        new PyGlobal("builtins", "getattr"),
        PyTuple.of<unknown>(cls, "__new__"),
      );
      const bound = new PyReduce(new PyGlobal("functools", "partial"), PyTuple.of<unknown>(make));
      bound.operations.push({
        kind: "state",
        value: PyTuple.of<unknown>(make, PyTuple.of(cls, ...args), new Map(kwargs), null),
      });
      return [bound, new PyTuple(), this.op(0x52)];
    }
    if (this.protocol >= 2) return [cls, tuple, this.op(0x81)];
    const call = new PyGlobal("copyreg", "__newobj__");
    return [call, PyTuple.of(cls, ...args), this.op(0x52)];
  }

  /** Memoizes what was just made, unless it came up inside itself and is there already. */
  protected afterConstruction(value: object): Step {
    return new Step(() => {
      const known = this.memo.find(value);
      if (known === undefined) this.memoize(value);
      else {
        this.writer.byte(0x30);
        this.get(known);
      }
    });
  }

  protected global(value: PyGlobal): boolean {
    const { writer } = this;
    const { fixImports } = this.options;
    const key = `${value.module} ${value.name}`;
    const known = this.globals.get(key);
    if (known !== undefined) {
      this.get(known);
      return true;
    }
    const code = this.protocol >= 2 ? this.extensions.get(value.path) : undefined;
    if (code !== undefined) {
      this.extension(code);
      return true;
    }
    if (value.module === "builtins" && singletonTypes.has(value.name)) {
      const args = [singletonTypes.get(value.name)];
      return this.reduce(value, { func: new PyGlobal("builtins", "type"), args });
    }
    if (value.module === "__builtin__" && value.name === "__main__") {
      // dill's name for the namespace of the main program: always by GLOBAL, never in the memo.
      writer.ascii("c__builtin__\n__main__\n");
      return true;
    }
    if (this.protocol >= 4) {
      // A module and a class in it of the same name (datetime, array) are two strings in CPython.
      const [module, name] = globalTextsOf(value) ?? [
        value.module,
        value.name === value.module ? new PyStr(value.name) : value.name,
      ];
      writer.boundary();
      this.identified(value.module, module);
      writer.boundary();
      this.identified(value.name, name);
      writer.byte(0x93);
    } else {
      const cut = value.name.lastIndexOf(".");
      if (cut > 0) {
        const parent = new PyGlobal(value.module, value.name.slice(0, cut));
        const node = new PyReduce(
          new PyGlobal("builtins", "getattr"),
          PyTuple.of<unknown>(parent, value.name.slice(cut + 1)),
        );
        this.push("steps", value, [
          node,
          new Step(() => {
            this.globals.set(key, this.memo.find(node)!);
          }),
        ]);
        return false;
      }
      const { module, name } =
        this.protocol < 3 && fixImports ? toOldName(value.module, value.name) : value;
      if (/[\n\r]/.test(module + name)) {
        this.fail(
          "SERIALIZATION_UNSUPPORTED_VALUE",
          "a line break in a global's name needs protocol 4",
        );
      }
      // oxlint-disable-next-line no-control-regex -- ASCII is meant
      if (this.protocol < 3 && /[^\x00-\x7f]/.test(module + name)) {
        this.fail(
          "SERIALIZATION_UNSUPPORTED_VALUE",
          "a global's name that is not ASCII needs protocol 3",
        );
      }
      writer.byte(0x63);
      this.line(module);
      this.line(name);
    }
    this.globals.set(key, this.memo.size);
    this.memo.size += 1;
    this.put();
    return true;
  }

  /** Writes a string, or the memo index of one that has an identity and was written before. */
  protected identified(text: string, identity: string | PyStr): void {
    if (typeof identity === "string" || !this.recall(identity)) this.str(text, identity);
  }

  protected line(text: string): void {
    const length = utf8Length(text);
    this.writer.ensure(length);
    encodeUtf8(text, this.writer.bytes, this.writer.size, length);
    this.writer.size += length;
    this.writer.byte(0x0a);
  }

  protected extension(code: number): void {
    const { writer } = this;
    if (code <= 0xff) {
      writer.byte(0x82);
      writer.byte(code);
    } else if (code <= 0xffff) {
      writer.byte(0x83);
      writer.byte(code & 255);
      writer.byte(code >> 8);
    } else writer.opcode4(0x84, code);
  }

  protected persistent(id: unknown): boolean {
    if (this.protocol === 0) {
      const text = String(id);
      // oxlint-disable-next-line no-control-regex -- ASCII is meant
      if (text.includes("\n") || /[^\x00-\x7f]/.test(text)) {
        this.fail(
          "SERIALIZATION_UNSUPPORTED_VALUE",
          "a persistent id at protocol 0 must be ASCII text without line breaks",
        );
      }
      this.writer.ascii(`P${text}\n`);
      return true;
    }
    this.push("steps", undefined, [id, this.op(0x51)]);
    return false;
  }
}
