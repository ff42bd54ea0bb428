import {
  PyBuffer,
  PyGlobal,
  PyNode,
  PyObject,
  PyReduce,
  PersistentId,
} from "../../python/nodes.ts";
import { PyTuple } from "../../python/tuple.ts";
import { badOption } from "../check-options.ts";
import { MachineContainers } from "./containers.ts";
import { isPlainDict } from "./dicts.ts";
import { fault } from "./fault.ts";
import { isBytes } from "./input-bytes.ts";
import { isTuple, kindOf } from "./kinds.ts";
import { buildState, type DecodeContext, notClaimed } from "./options.ts";

/** What calls, instances, states and hooks become: known values, or inert nodes. Nothing is ever called in Python's sense. */
export abstract class MachineCalls extends MachineContainers implements DecodeContext {
  abstract takeRaw(count: number): Uint8Array;
  abstract takeNested(): unknown;

  protected reduce(func: unknown, args: unknown): unknown {
    if (!isTuple(args, this.options)) {
      fault(
        "SERIALIZATION_BAD_TYPE",
        `the arguments of a call must be a tuple, not ${kindOf(args)}`,
      );
    }
    this.count();
    if (func instanceof PyGlobal) {
      const made = this.globals.handlerOf(func)?.call?.(args, this, func) ?? notClaimed;
      if (made !== notClaimed) return made;
      this.refuseCall(func);
    } else if (!(func instanceof PyNode)) {
      fault("SERIALIZATION_BAD_TYPE", `${kindOf(func)} cannot be called`);
    } else if (func instanceof PyReduce && args.length === 0) {
      const made = this.createPartial(func);
      if (made !== notClaimed) return made;
    }
    const node = new PyReduce(func, args);
    this.discardable = node;
    return node;
  }

  create(cls: unknown, args: unknown, kwargs: unknown): unknown {
    if (!isTuple(args, this.options)) {
      fault(
        "SERIALIZATION_BAD_TYPE",
        `the arguments of __new__ must be a tuple, not ${kindOf(args)}`,
      );
    }
    let names: Map<unknown, unknown> | undefined;
    if (kwargs instanceof Map) names = kwargs as Map<unknown, unknown>;
    else if (isPlainDict(kwargs)) {
      const entries = Object.entries(kwargs);
      this.allocate(64 * entries.length);
      names = new Map(entries);
    } else if (kwargs !== undefined) {
      fault(
        "SERIALIZATION_BAD_TYPE",
        `the keyword arguments of __new__ must be a dict, not ${kindOf(kwargs)}`,
      );
    }
    this.count();
    if (cls instanceof PyGlobal) {
      const made = this.globals.handlerOf(cls)?.create?.(args, names, this, cls) ?? notClaimed;
      if (made !== notClaimed) return made;
      this.refuseCall(cls);
    } else if (!(cls instanceof PyNode)) {
      fault("SERIALIZATION_BAD_TYPE", `${kindOf(cls)} is not a class`);
    }
    return new PyObject(cls, args, names);
  }

  /** `functools.partial(cls.__new__, cls, *args, **kwargs)()`: NEWOBJ_EX as protocols 2 and 3 say it. */
  protected createPartial(func: PyReduce): unknown {
    const { state } = func;
    if (func.functionName !== "functools.partial" || !Array.isArray(state)) return notClaimed;
    const [make, bound, kwargs] = state as unknown[];
    if (!(make instanceof PyGlobal) || !Array.isArray(bound)) return notClaimed;
    this.allocate(16 * bound.length);
    const [cls, ...args] = bound as unknown[];
    if (!(cls instanceof PyGlobal) || make.path !== `${cls.path}.__new__`) return notClaimed;
    return this.create(cls, PyTuple.from(args), kwargs);
  }

  protected instance(cls: unknown, args: readonly unknown[]): unknown {
    this.count();
    if (cls instanceof PyGlobal) {
      const made = this.globals.handlerOf(cls)?.call?.(args, this, cls) ?? notClaimed;
      if (made !== notClaimed) return made;
      this.refuseCall(cls);
    } else if (!(cls instanceof PyNode)) {
      fault("SERIALIZATION_BAD_TYPE", `${kindOf(cls)} is not a class`);
    }
    return new PyObject(cls, PyTuple.from(args));
  }

  /** Under policy "data" a known global may stand as a value, but only known calls become values. */
  protected refuseCall(global: PyGlobal): void {
    if (this.options.policy === "inspect" || !this.globals.isKnown(global)) return;
    fault("SERIALIZATION_NOT_ALLOWED", `a call of ${global.path} is not allowed`, {
      module: global.module,
      name: global.name,
    });
  }

  protected build(target: unknown, state: unknown): unknown {
    if (target instanceof PyNode) {
      target.operations.push({ kind: "state", value: state });
      return target;
    }
    const build = isObject(target) ? target[buildState] : undefined;
    if (typeof build !== "function" && isObject(target)) {
      const setState = this.options.classes?.stateSetterOf(target);
      if (setState !== undefined) {
        setState(state);
        return target;
      }
    }
    if (typeof build !== "function") {
      fault("SERIALIZATION_BAD_TYPE", `${kindOf(target)} does not take a state`);
    }
    return (build as (state: unknown, context: DecodeContext) => unknown).call(target, state, this);
  }

  protected extension(code: number): unknown {
    if (code <= 0) fault("SERIALIZATION_BAD_ARGUMENT", `extension code ${code} is not positive`);
    const path = Object.hasOwn(this.options.extensions, code) ? this.options.extensions[code]! : "";
    const cut = path.lastIndexOf(".");
    if (cut < 1) {
      fault("SERIALIZATION_BAD_ARGUMENT", `extension code ${code} is not in \`extensions\``, {
        code,
      });
    }
    return this.globals.resolve(path.slice(0, cut), path.slice(cut + 1), 5);
  }

  protected persistent(id: unknown): unknown {
    if (this.options.persistentLoad !== undefined) return this.options.persistentLoad(id);
    if (this.options.policy === "inspect") return new PersistentId(id);
    return fault("SERIALIZATION_NO_HOOK", "a persistent id needs the option `persistentLoad`");
  }

  protected nextBuffer(): unknown {
    this.buffers ??= this.options.buffers?.[Symbol.iterator]();
    const next = this.buffers?.next();
    if (next === undefined || next.done === true) {
      fault("SERIALIZATION_NO_BUFFER", "an out-of-band buffer is missing in `buffers`");
    }
    const { value } = next;
    const buffer: { readonly bytes: Uint8Array; readonly readonly?: boolean } = isBytes(value)
      ? { bytes: value }
      : value;
    if (!isBytes(buffer?.bytes)) {
      throw badOption("buffers", "must hold Uint8Arrays, or objects with such `bytes`");
    }
    this.receive(buffer.bytes.length);
    return new PyBuffer(buffer.bytes, buffer.readonly ?? false);
  }
}

function isObject(value: unknown): value is { readonly [buildState]?: unknown } {
  return typeof value === "object" && value !== null;
}
