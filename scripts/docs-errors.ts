/** Writes docs/errors.md from the packages' error tables. */
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { errorCatalogue, readErrorTables } from "./error-tables.ts";

const target = join(resolve(import.meta.dirname, ".."), "docs", "errors.md");
writeFileSync(target, errorCatalogue(await readErrorTables()));
