import { realpathSync } from "node:fs";
import type { LoadedDefinitions } from "../execution/executor.ts";
import { AssetGraph } from "../plan/asset-graph.ts";
import { loadExport } from "./load-export.ts";
import type { CodeLocation } from "./messages.ts";

/**
 * What steps in other processes will find in a module, looked up in the process that starts the run.
 *
 * @returns undefined when the module is the program itself: it may be waiting for this very run, so nobody may wait for it
 * @throws CORE_CODE_LOCATION
 */
export async function loadHere(code: CodeLocation): Promise<LoadedDefinitions | undefined> {
  const [, program] = process.argv;
  if (program !== undefined && isSameFile(program, code.file)) return undefined;
  const { kind, value } = await loadExport(code);
  if (kind === "definitions") return value;
  return {
    graph: new AssetGraph(kind === "assets" ? value.map(({ definition }) => definition) : []),
    resources: {},
    getJob: () => ({ definition: { resources: {} } }),
  };
}

function isSameFile(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    // A file that is not there is loaded by nobody.
    return false;
  }
}
