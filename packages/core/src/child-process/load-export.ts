import { pathToFileURL } from "node:url";
import { causeText } from "../cause-text.ts";
import type { Asset, MultiAsset } from "../definitions/asset-types.ts";
import { listed } from "../definitions/fault.ts";
import type { Job } from "../definitions/job.ts";
import { CoreError } from "../errors.ts";
import type { LoadedDefinitions } from "../execution/executor.ts";
import type { CodeLocation } from "./messages.ts";

/** What a module exports for steps to run. */
export type StepExport =
  | { readonly kind: "definitions"; readonly value: LoadedDefinitions }
  | { readonly kind: "job"; readonly value: Job }
  | { readonly kind: "assets"; readonly value: readonly (Asset | MultiAsset)[] };

/**
 * What a module exports: definitions, or a job, an asset, or a list of assets.
 *
 * @throws CORE_CODE_LOCATION
 */
export async function loadExport({ file, exportName }: CodeLocation): Promise<StepExport> {
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
  if (isKind(value, "definitions"))
    return { kind: "definitions", value: value as LoadedDefinitions };
  if (isKind(value, "job")) return { kind: "job", value: value as Job };
  const assets = Array.isArray(value) ? value : [value];
  if (
    assets.length > 0 &&
    assets.every((one) => isKind(one, "asset") || isKind(one, "multi-asset"))
  ) {
    return { kind: "assets", value: assets as readonly (Asset | MultiAsset)[] };
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
