import {
  definitions,
  type Asset,
  type AssetCheck,
  type Definitions,
  type Job,
  type MultiAsset,
} from "@heddle/core";
import { CliError } from "../errors.ts";
import type { Terminal } from "../terminal.ts";
import { loadModule } from "./load-module.ts";

/**
 * Loads the definitions of a project: the default export of its file, or any export that `definitions` made,
 * or else all assets, checks and jobs that it exports.
 *
 * @param file as named on the command line; default the project's usual names
 * @throws CliError `CLI_FILE_NOT_FOUND`, `CLI_LOAD_FAILED`, `CLI_NO_DEFINITIONS`; CoreError
 * `CORE_INVALID_DEFINITION` with every fault
 */
export async function loadDefinitions(
  terminal: Pick<Terminal, "cwd">,
  file: string | undefined,
): Promise<{ readonly definitions: Definitions; readonly path: string }> {
  const { path, exports } = await loadModule(terminal.cwd, file);
  const values = Object.values(exports);
  const whole = [exports["default"], ...values].find(isOfKind("definitions"));
  if (whole !== undefined) return { definitions: whole, path };
  const assets = values.filter(
    (value) => isOfKind("asset")(value) || isOfKind("multi-asset")(value),
  );
  const jobs = values.filter(isOfKind("job"));
  const assetChecks = values.filter(isOfKind("asset-check"));
  if (assets.length === 0 && jobs.length === 0) {
    throw new CliError({
      code: "CLI_NO_DEFINITIONS",
      message: `${path} exports no definitions, assets or jobs`,
      hint: "Export the result of definitions({...}) as default.",
      details: { path, exports: Object.keys(exports) },
    });
  }
  // Loose assets have no resources of their own, which `definitions` checks at run time.
  const loose = assets as unknown as readonly (Asset<unknown, undefined, {}> & MultiAsset)[];
  return { definitions: definitions({ assets: loose, jobs, assetChecks }), path };
}

/** What Heddle's definitions are told apart by. */
interface Kinds {
  readonly definitions: Definitions;
  readonly asset: Asset;
  readonly "multi-asset": MultiAsset;
  readonly "asset-check": AssetCheck;
  readonly job: Job;
}

function isOfKind<K extends keyof Kinds>(kind: K): (value: unknown) => value is Kinds[K] {
  return (value): value is Kinds[K] =>
    typeof value === "object" && value !== null && "kind" in value && value.kind === kind;
}
