import { pathToFileURL } from "node:url";
import type { Asset, MultiAsset } from "../definitions/asset-types.ts";
import { definitions, type Definitions } from "../definitions/definitions.ts";
import type { Job } from "../definitions/job.ts";
import { listed } from "../definitions/fault.ts";
import { causeText } from "../cause-text.ts";
import { CoreError } from "../errors.ts";
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

async function load({ file, exportName }: CodeLocation): Promise<Definitions> {
  let module: Readonly<Record<string, unknown>>;
  try {
    module = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw new CoreError({
      code: "CORE_CODE_LOCATION",
      message: `"${file}" cannot be loaded: ${causeText(cause)}`,
      hint: "Correct the module, or the file that childProcessExecutor was given.",
      details: { file, exportName },
      cause,
    });
  }
  const value = module[exportName];
  if (isKind(value, "definitions")) return value as Definitions;
  if (isKind(value, "job")) return definitions({ jobs: [value as Job] });
  const assets = Array.isArray(value) ? value : [value];
  if (
    assets.length > 0 &&
    assets.every((one) => isKind(one, "asset") || isKind(one, "multi-asset"))
  ) {
    return definitions({ assets: assets as readonly (Asset | MultiAsset)[] as never });
  }
  throw new CoreError({
    code: "CORE_CODE_LOCATION",
    message: `"${file}" does not export definitions, a job or assets as "${exportName}"; its exports are ${listed(Object.keys(module))}`,
    hint: "Export what definitions({...}) gives, and name the export in childProcessExecutor.",
    details: { file, exportName },
  });
}

function isKind(value: unknown, kind: string): boolean {
  return (
    (typeof value === "object" || typeof value === "function") &&
    value !== null &&
    "kind" in value &&
    value.kind === kind
  );
}
