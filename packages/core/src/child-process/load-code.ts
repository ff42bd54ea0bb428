import { definitions, type Definitions } from "../definitions/definitions.ts";
import { loadExport } from "./load-export.ts";
import type { CodeLocation } from "./messages.ts";

const loaded = new Map<string, Promise<Definitions>>();

/**
 * The definitions that a module exports: made by `definitions`, or a job, an asset, or a list of assets.
 * Each module is loaded once per process.
 *
 * @throws CORE_CODE_LOCATION
 */
export function loadCode(code: CodeLocation): Promise<Definitions> {
  const key = `${code.file}\n${code.exportName}`;
  let found = loaded.get(key);
  if (found === undefined) {
    found = load(code);
    loaded.set(key, found);
  }
  return found;
}

async function load(code: CodeLocation): Promise<Definitions> {
  const { kind, value } = await loadExport(code);
  if (kind === "definitions") return value as Definitions;
  return kind === "job" ? definitions({ jobs: [value] }) : definitions({ assets: value as never });
}
