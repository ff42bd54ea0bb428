import { type Aspect, checkFile } from "./check.ts";
import { openVectors } from "./index-file.ts";

/** The outcome of all vectors of an index. */
export interface VectorSummary {
  readonly passed: number;
  readonly total: number;
  readonly failures: readonly string[];
  /** Passed/total by module, protocol and aspect, as text. */
  readonly table: string;
}

interface Tally {
  passed: number;
  total: number;
}

/** Checks every file of an index. */
export function runVectors(path: string): VectorSummary {
  const vectors = openVectors(path);
  const failures: string[] = [];
  const rows = new Map<string, Record<Aspect, Tally>>();
  for (const one of vectors.cases) {
    for (const file of one.files) {
      const key = `${one.module} ${file.protocol ?? "-"}`;
      const row = rows.get(key) ?? newRow();
      rows.set(key, row);
      for (const { aspect, problem } of checkFile(vectors, one, file)) {
        row[aspect].total += 1;
        if (problem === undefined) row[aspect].passed += 1;
        else failures.push(`${file.file} (${one.name}) ${aspect}: ${problem}`);
      }
    }
  }
  const tallies = [...rows.values()].flatMap((row) => Object.values(row));
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    total: tallies.reduce((sum, { total }) => sum + total, 0),
    failures,
    table: format(rows),
  };
}

function newRow(): Record<Aspect, Tally> {
  return {
    decode: { passed: 0, total: 0 },
    encode: { passed: 0, total: 0 },
    globals: { passed: 0, total: 0 },
  };
}

function format(rows: ReadonlyMap<string, Record<Aspect, Tally>>): string {
  const cell = ({ passed, total }: Tally): string => (total === 0 ? "" : `${passed}/${total}`);
  const lines = [...rows.keys()].toSorted().map((key) => {
    const row = rows.get(key)!;
    const [module, protocol] = key.split(" ") as [string, string];
    const cells = [cell(row.decode), cell(row.encode), cell(row.globals)];
    return [module.padEnd(12), protocol.padEnd(8), ...cells.map((text) => text.padEnd(10))]
      .join(" ")
      .trimEnd();
  });
  const head = [
    "module".padEnd(12),
    "protocol",
    "decode".padEnd(10),
    "encode".padEnd(10),
    "globals",
  ].join(" ");
  return [head, ...lines].join("\n");
}
