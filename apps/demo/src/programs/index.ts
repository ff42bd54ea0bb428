import type { DemoProgram } from "./catalog.ts";
import { irisProgram } from "./iris-program.ts";

/** Every program of the demo, in the order of the guide. */
export const programs: readonly DemoProgram[] = [irisProgram];
