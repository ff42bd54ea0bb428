import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ErrorTable } from "@heddle/errors";

const root = resolve(import.meta.dirname, "..");

/** The error table of each package: what its entry exports under `<camelCaseName>Errors`. */
export async function readErrorTables(): Promise<Map<string, ErrorTable>> {
  const tables = new Map<string, ErrorTable>();
  for (const name of readdirSync(join(root, "packages")).toSorted()) {
    const entry = (await import(join(root, "packages", name, "src", "index.ts"))) as Record<
      string,
      unknown
    >;
    const table = entry[`${camelCase(name)}Errors`];
    if (table !== undefined) tables.set(name, table as ErrorTable);
  }
  return tables;
}

/** The catalogue of every error code, as Markdown with one anchor per code. */
export function errorCatalogue(tables: ReadonlyMap<string, ErrorTable>): string {
  const sections = [...tables].map(([name, table]) => {
    const entries = Object.entries(table).map(
      ([code, { meaning, remedy }]) => `### ${code}\n\n${meaning}\n\n**What to do:** ${remedy}`,
    );
    return [`## @heddle/${name}`, ...entries].join("\n\n");
  });
  return (
    [
      "# Errors",
      "Written by `npm run docs:errors` from the packages' own tables. Every Heddle error carries one of\nthese codes in `error.code`.",
      ...sections,
    ].join("\n\n") + "\n"
  );
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
