import { type HandlerTable, mergeHandlers } from "../pickle/decode/globals.ts";
import { builtinGlobals } from "./builtins/globals.ts";
import { numpyGlobals } from "./numpy/globals.ts";

/** Every global that has a JavaScript counterpart. */
export const knownGlobals: HandlerTable = mergeHandlers(builtinGlobals, numpyGlobals);
