import { readFileSync } from "node:fs";
import type { GoldenCase } from "./answer-case.ts";

/** Golden cases and the Dagster release that answered them. */
export interface Golden {
  readonly dagster: string;
  readonly cases: readonly GoldenCase[];
}

const shared = new Set(["definition", "upstream", "downstream", "mapping"]);

/** Writes one line for the release and the descriptions that cases share, then one line for each case. */
export function writeGolden({ dagster, cases }: Golden): string {
  const descriptions = new Map<string, number>();
  const lines = cases.map(({ input, ...rest }) => {
    const short = Object.fromEntries(
      Object.entries(input).map(([name, value]) => {
        if (!shared.has(name)) return [name, value];
        const text = JSON.stringify(value);
        const index = descriptions.get(text) ?? descriptions.size;
        descriptions.set(text, index);
        return [name, index];
      }),
    );
    return JSON.stringify({ ...rest, input: short });
  });
  const head = `{"dagster":${JSON.stringify(dagster)},"shared":[${[...descriptions.keys()].join(",")}]}`;
  return [head, ...lines, ""].join("\n");
}

/** Reads what {@link writeGolden} wrote. */
export function readGolden(text: string): Golden {
  const [head, ...lines] = text.trimEnd().split("\n");
  const { dagster, shared: descriptions } = JSON.parse(head as string) as {
    readonly dagster: string;
    readonly shared: readonly unknown[];
  };
  const cases = lines.map((line) => {
    const parsed = JSON.parse(line) as GoldenCase;
    const input = Object.fromEntries(
      Object.entries(parsed.input).map(([name, value]) => [
        name,
        shared.has(name) ? descriptions[value as number] : value,
      ]),
    );
    return { ...parsed, input };
  });
  return { dagster, cases };
}

/** Where the stored cases are. */
export const goldenFile: string = `${import.meta.dirname}/cases.jsonl`;

/** The stored cases. */
export function storedGolden(): Golden {
  return readGolden(readFileSync(goldenFile, "utf8"));
}
