import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { asset, assetDefaults, materialize, type Resource, sourceAsset, type } from "@heddle/core";
import { staticPartitions } from "@heddle/partitions";
import { ArtifactDraft, WandbClient } from "@heddle/wandb-client";
import { defaultApiKey } from "@heddle/wandb-mock";
import { wandbArtifactsIOManager, wandbConfig, wandbResource } from "../src/index.ts";
import { dagsterWandbPython, runProgram } from "../test/interop/python.ts";
import { BenchServer } from "./start-server.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;
const latencyMs = 20;
const lazy = (count: number): string =>
  `${count} partitions of 100 kB read lazily: live memory above idle (MB)`;
const quiet = { outputRequired: false } as const;
const place = { entity: "my_entity", project: "my_project" };

/** Round trips beside dagster-wandb, second reads, and a thousand partitions read lazily. */
export default async function bench(options: {
  readonly python: string | undefined;
  readonly quick: boolean;
}): Promise<{
  readonly title: string;
  readonly intro: string;
  readonly columns: string[];
  readonly rows: (string | number)[][];
  readonly notes: string[];
}> {
  const folder = await mkdtemp(join(tmpdir(), "heddle-bench-"));
  using server = await BenchServer.start();
  try {
    const rounds = options.quick ? 3 : 20;
    const ours = await roundTrips(server, folder, rounds);
    const theirs = await theirRoundTrips(server, folder, options.python, rounds);
    const second = await secondRead(server, folder);
    const few = await lazyPartitions(server, folder, options.quick ? 20 : 100);
    const many = await lazyPartitions(server, folder, options.quick ? 100 : 1000);
    return {
      title: "Values as W&B artifacts",
      intro: "Against a W&B server of this machine in a process of its own.",
      columns: ["what", "Heddle", "dagster-wandb", "ratio"],
      rows: [
        [
          "one run that writes a small asset and reads it in the next (ms)",
          ours.toFixed(0),
          theirs?.toFixed(0) ?? "not measured",
          theirs === undefined ? "" : `${(theirs / ours).toFixed(1)} × faster`,
        ],
        ["second read of a version in a run: requests", second.requests, "", ""],
        ["second read of a version in a run: files fetched", second.downloads, "", ""],
        [lazy(few.count), few.memory.toFixed(1), "", ""],
        [lazy(many.count), many.memory.toFixed(1), "", ""],
        [`requests at once while reading, answers ${latencyMs} ms late`, many.most, "", ""],
        [
          `time per partition, answers ${latencyMs} ms late, beside one after the other`,
          `${many.overlap.toFixed(1)} × faster`,
          "",
          "",
        ],
      ],
      notes: [
        theirs === undefined
          ? "dagster-wandb was not measured: its environment is made by `npm run test:interop`."
          : "dagster-wandb 0.29.27 ran with wandb 0.29.0, the newest SDK that it works with; each of its IO calls opens and finishes a W&B run.",
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function resources(server: BenchServer, folder: string): Readonly<Record<string, Resource>> {
  return {
    wandb_config: wandbConfig.configured(place),
    wandb_resource: wandbResource.configured({ api_key: defaultApiKey, host: server.origin }),
    wandb_artifacts_manager: wandbArtifactsIOManager.configured({ base_dir: folder }),
  };
}

async function roundTrips(server: BenchServer, folder: string, rounds: number): Promise<number> {
  let round = 0;
  const small = asset({ name: "bench_small", ...manager }, () => [1, 2, 3, round]);
  const reader = asset({ name: "bench_reader", ...quiet, ins: { small } }, ({ small: rows }) => {
    if (rows[3] !== round) throw new Error("read another version");
  });
  const once = (): Promise<unknown> =>
    materialize([small, reader], { resources: resources(server, folder) as never });
  await once();
  const start = performance.now();
  for (round = 1; round <= rounds; round += 1) await once();
  return (performance.now() - start) / rounds;
}

async function theirRoundTrips(
  server: BenchServer,
  folder: string,
  base: string | undefined,
  rounds: number,
): Promise<number | undefined> {
  const python = dagsterWandbPython(base);
  if (python === undefined) return undefined;
  const { seconds } = await runProgram("round_trip", {
    python,
    origin: server.origin,
    folder,
    args: [String(rounds)],
  });
  return Number(seconds) * 1000;
}

async function secondRead(
  server: BenchServer,
  folder: string,
): Promise<{ readonly requests: number; readonly downloads: number }> {
  const upstream = sourceAsset({ name: "bench_small", ...manager });
  const first = asset({ name: "first", ...quiet, ins: { upstream } }, async () => {
    await server.traffic();
  });
  let seen = { requests: -1, downloads: -1 };
  const second = asset({ name: "second", ...quiet, deps: [first], ins: { upstream } }, async () => {
    seen = await server.traffic();
  });
  await materialize([first, second], { resources: resources(server, folder) as never });
  return seen;
}

async function lazyPartitions(
  server: BenchServer,
  folder: string,
  count: number,
): Promise<{
  readonly count: number;
  /** Live bytes above those before the first value, in MB. */
  readonly memory: number;
  readonly most: number;
  /** How much longer a value takes when nothing overlaps. */
  readonly overlap: number;
}> {
  const keys = Array.from({ length: count }, (_, index) => `p${index}`);
  const client = new WandbClient({ apiKey: defaultApiKey, host: server.origin });
  const name = `bench_parts_${count}`;
  const queue = [...keys];
  const writer = async (): Promise<void> => {
    for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
      const draft = new ArtifactDraft({
        name: `${name}.${key}`,
        type: "dataset",
        metadata: { source_serialization_module: "raw" },
      });
      await draft.newFile("output.bin", new Uint8Array(100_000).fill(Number(key.slice(1)) % 256));
      await client.logArtifact(draft, place);
    }
  };
  await Promise.all(Array.from({ length: 8 }, writer));
  const upstream = sourceAsset({
    name,
    ...manager,
    partitions: staticPartitions(keys),
    type: type<Uint8Array>(),
  });
  const found = { memory: 0, most: 0, overlap: 0 };
  const reader = asset({ name: "lazy", ...quiet, ins: { all: upstream } }, async ({ all }) => {
    await server.traffic();
    const idle = await liveMemory();
    server.delay(latencyMs);
    let read = 0;
    let measuring = 0;
    const start = performance.now();
    for await (const [, bytes] of all) {
      if (bytes.length !== 100_000) throw new Error(`read ${bytes.length} bytes`);
      read += 1;
      if (read % Math.ceil(count / 20) !== 0) continue;
      const begin = performance.now();
      found.memory = Math.max(found.memory, (await liveMemory()) - idle);
      measuring += performance.now() - begin;
    }
    const ahead = (performance.now() - start - measuring) / read;
    found.most = (await server.traffic()).most;
    found.overlap = (await oneByOne(all.keys, client, name)) / ahead;
    server.delay(0);
  });
  await materialize([reader], { resources: resources(server, folder) as never });
  return { count, ...found, memory: found.memory / 2 ** 20 };
}

/** The time per value of a reader that waits for each before it asks for the next. */
async function oneByOne(
  keys: readonly string[],
  client: WandbClient,
  name: string,
): Promise<number> {
  const some = keys.slice(0, 10);
  const start = performance.now();
  for (const key of some) {
    const artifact = await client.artifact(`${place.entity}/${place.project}/${name}.${key}`);
    await (await artifact.entry("output.bin")).bytes();
  }
  return (performance.now() - start) / some.length;
}

/**
 * Bytes that are reachable, not counting garbage. What an object holds outside the heap, such as the state of a
 * decompressor, is given back in a later turn than the one that collects the object.
 */
async function liveMemory(): Promise<number> {
  for (let turn = 0; turn < 3; turn += 1) {
    collectGarbage();
    await setImmediate();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
