import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What to run of one page. */
export interface PageOrder {
  readonly folder: string;
  /** Files of the blocks, in their order. */
  readonly files: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Printed, as a line, after each block. */
export const separator = "\u001E";

// As a program: runs the pages of the orders in a file, all in this process, since starting one per page costs more.
const [, program, orders] = process.argv;
if (program === import.meta.filename && orders !== undefined) {
  for (const order of JSON.parse(readFileSync(orders, "utf8")) as PageOrder[]) {
    await runPage(order);
  }
}

async function runPage({ folder, files, environment }: PageOrder): Promise<void> {
  Object.assign(process.env, environment);
  process.chdir(folder);
  for (const file of files) {
    try {
      await import(join(folder, file));
    } catch (error) {
      console.log("an example failed:", error);
    }
    console.log(separator);
  }
}
