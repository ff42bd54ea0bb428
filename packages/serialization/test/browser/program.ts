/** What runs in Node, on a browser's page and in a worker, and must give the same everywhere. */
import {
  CodecRegistry,
  defaultCodecs,
  dumps,
  formatInspection,
  generateEd25519Keys,
  hmacKey,
  inspect,
  loadJoblib,
  loads,
  loadsFrom,
  PickleError,
  seal,
  sign,
  signingKey,
  unseal,
  verify,
} from "@heddle/serialization";
import { xxh32 } from "../../src/compression/checksums.ts";

/** A file by name. */
export type Files = Readonly<Record<string, Uint8Array>>;

/** Per file: what it decodes to, as the hash of its encoding and of its disassembly, or the error's code. */
export function outcomes(files: Files): Record<string, string> {
  return Object.fromEntries(
    small(files).map(([name, bytes]) => [name, `${decoded(bytes)} ${listed(bytes)}`]),
  );
}

/** The bombs, which take seconds, are left to the other tests. */
function small(files: Files): [name: string, bytes: Uint8Array][] {
  return Object.entries(files).filter(([, bytes]) => bytes.length < 100_000);
}

function decoded(bytes: Uint8Array): string {
  return outcome(() =>
    dumps(loadJoblib(bytes, { policy: "inspect", floats: "wrap", dicts: "map" })),
  );
}

function listed(bytes: Uint8Array): string {
  return outcome(() => new TextEncoder().encode(formatInspection(inspect(bytes))));
}

function outcome(run: () => Uint8Array): string {
  try {
    const result = run();
    return `${result.length}:${xxh32(result)}`;
  } catch (error) {
    return error instanceof PickleError ? error.code : String(error);
  }
}

/** The rest of the main entry: codecs, compression, streams, signatures. */
export async function everything(): Promise<Record<string, unknown>> {
  const value = { name: "Zoë 🧵", rows: new Float64Array([1.5, -2]), big: 2n ** 70n, none: null };
  const rows = Array.from({ length: 2000 }, (_, index) => `row ${index % 40}`);
  const compressed: Record<string, string> = {};
  const choices = [1, 3, 9, ["gzip", 6], "lz4", "bz2", ["lzma", 2], ["xz", 3], "xz"] as const;
  for (const compress of choices) {
    const bytes = defaultCodecs.get("joblib").dump(rows, { compress }) as Uint8Array;
    compressed[String(compress)] = `${bytes.length}:${xxh32(bytes)}`;
    if ((loadJoblib(bytes) as string[])[1999] !== "row 39") throw new Error("a row is lost");
  }
  const fast = defaultCodecs.get("joblib").dump(rows, { compress: 9, deflate: "fast" });
  const key = await hmacKey("a secret of at least sixteen bytes");
  const envelope = await seal(dumps(value), key, { context: "place" });
  const pair = await generateEd25519Keys();
  const signed = await sign(envelope, await signingKey(pair.privateKey));
  await verify(envelope, signed, await signingKey(pair.publicKey));
  const forged = await unseal(envelope, key).catch((error: PickleError) => error.code);
  const opened = loads(await unseal(envelope, key, { context: "place" }));
  return {
    compressed,
    fast: (loadJoblib(fast as Uint8Array) as string[]).length,
    codecs: new CodecRegistry(defaultCodecs).names,
    envelope: xxh32(envelope),
    forged,
    name: (opened as { name: string }).name,
    streamed: ((await loadsFrom(piecesOf(dumps(rows)))) as string[]).length,
  };
}

async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
}
