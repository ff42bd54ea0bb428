import { type HandlerTable, mergeHandlers } from "../pickle/decode/globals.ts";
import { builtinGlobals } from "./builtins/globals.ts";
import { collectionsGlobals } from "./collections/globals.ts";
import { datetimeGlobals } from "./datetime/globals.ts";
import { numpyGlobals } from "./numpy/globals.ts";
import { pandasGlobals } from "./pandas/globals.ts";
import { stdlibGlobals } from "./stdlib/globals.ts";

/** Every global that has a JavaScript counterpart. */
export const knownGlobals: HandlerTable = mergeHandlers(
  builtinGlobals,
  collectionsGlobals,
  datetimeGlobals,
  stdlibGlobals,
  numpyGlobals,
  pandasGlobals,
);
