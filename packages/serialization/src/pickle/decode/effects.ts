import { PyNode, type PyReduce } from "../../python/nodes.ts";

const effects = new WeakMap<object, PyReduce[]>();
let any = false;

/**
 * Notes a call whose result the stream threw away (REDUCE, POP): a state setter of cloudpickle or dill, say.
 * It belongs to the object below it on the stack, which is being built; else to its first argument.
 */
export function recordEffect(
  call: PyReduce,
  stack: readonly unknown[],
  size: number,
  floor: number,
): void {
  const below = size > floor ? stack[size - 1] : undefined;
  const first = call.args[0];
  const owner = isOwner(below) ? below : isOwner(first) ? first : undefined;
  if (owner === undefined) return;
  if (owner instanceof PyNode) {
    owner.operations.push({ kind: "effect", call });
    return;
  }
  const list = effects.get(owner);
  if (list === undefined) effects.set(owner, [call]);
  else list.push(call);
  any = true;
}

/** The calls on a value that is no node and whose results were thrown away, in order. */
export function effectsOf(value: object): readonly PyReduce[] {
  return any ? (effects.get(value) ?? []) : [];
}

function isOwner(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
