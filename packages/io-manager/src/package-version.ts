import { createRequire } from "node:module";

let version: string | undefined;

/** This package's name, as it stands in the metadata of every artifact that it writes. */
export const integrationName = "@heddle/io-manager";

/** This package's version. */
export function integrationVersion(): string {
  if (version === undefined) {
    const found: unknown = createRequire(import.meta.url)("../package.json");
    version = (found as { readonly version: string }).version;
  }
  return version;
}
