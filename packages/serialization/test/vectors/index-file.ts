import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import type { Tagged } from "./tagged.ts";

/** One file of a vector case. */
export interface VectorFile {
  readonly file: string;
  readonly protocol: number | null;
  readonly globals?: readonly string[];
  readonly buffers?: readonly string[];
  readonly sidecar?: readonly string[];
  readonly roundtrip?: boolean;
  readonly strings?: "interned" | "distinct" | "mixed" | "unknown";
  readonly expected?: Tagged;
}

/** One case of the index; the fields are described in the index's specification. */
export interface VectorCase {
  readonly name: string;
  readonly group: string;
  readonly module: string;
  readonly params?: {
    readonly encoding?: "latin1";
    readonly extensions?: Readonly<Record<string, string>>;
    readonly readonly?: readonly boolean[];
    readonly writer?: string;
  };
  readonly expected?: Tagged;
  readonly expect?: string;
  readonly multi?: boolean;
  readonly files: readonly VectorFile[];
}

/** Cases and the content of their files. */
export interface Vectors {
  readonly cases: readonly VectorCase[];
  read(name: string): Uint8Array;
}

/** Opens an index: a folder's `index.json`, that folder, or a zip of it. */
export function openVectors(path: string): Vectors {
  if (path.endsWith(".zip")) {
    const files = unzipSync(readFileSync(path));
    const read = (name: string): Uint8Array => {
      const content = files[name];
      if (content === undefined) throw new Error(`${name} is not in ${path}`);
      return content;
    };
    return { cases: casesIn(new TextDecoder().decode(read("index.json"))), read };
  }
  const index = statSync(path).isDirectory() ? join(path, "index.json") : path;
  const folder = dirname(index);
  return {
    cases: casesIn(readFileSync(index, "utf8")),
    read: (name) => readFileSync(join(folder, name)),
  };
}

function casesIn(text: string): readonly VectorCase[] {
  return (JSON.parse(text) as { cases: VectorCase[] }).cases;
}
