import { PyGlobal } from "../python/nodes.ts";
import { PyStr } from "../python/scalars.ts";

type Texts = readonly [module: PyStr, name: PyStr];

const texts = new WeakMap<PyGlobal, Texts>();
let any = false;

/** Notes which strings of the stream named a global, where strings have an identity: `str: "wrap"`. */
export function noteGlobalTexts(global: unknown, module: unknown, name: unknown): void {
  if (!(global instanceof PyGlobal) || !(module instanceof PyStr) || !(name instanceof PyStr))
    return;
  if (texts.has(global)) return;
  texts.set(global, [module, name]);
  any = true;
}

/** The strings that named a global in the stream it came from, so that they are written once or again as there. */
export function globalTextsOf(global: PyGlobal): Texts | undefined {
  return any ? texts.get(global) : undefined;
}
