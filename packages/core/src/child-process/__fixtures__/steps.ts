import { existsSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { dailyPartitions, staticPartitions } from "@heddle/partitions";
import { z } from "zod";
import { asset } from "../../definitions/asset.ts";
import { definitions } from "../../definitions/definitions.ts";
import { job } from "../../definitions/job.ts";
import { op } from "../../definitions/op.ts";
import { partitionedConfig } from "../../definitions/partitioned-config.ts";
import { resource } from "../../resources/resource.ts";
import { type } from "../../schema/schema.ts";
import { secret } from "../../schema/secret-schema.ts";

const ins = { value: type<number>() };
const one = op({ name: "one" }, (_, context) => {
  context.log.info("making one", { pid: process.pid });
  return 1;
});
const double = op({ name: "double", ins }, ({ value }) => value * 2);
const killed = op({ name: "killed" }, (): number => {
  process.kill(process.pid, "SIGKILL");
  return 0;
});
const leaves = op({ name: "leaves" }, (): number => process.exit(3));
const throwsLater = op({ name: "throws_later" }, async (): Promise<number> => {
  setTimeout(() => {
    throw new RangeError("too late to catch");
  }, 0);
  await wait(60_000);
  return 0;
});
const hungry = op({ name: "hungry" }, async (): Promise<number> => {
  const held: Uint8Array[] = [];
  while (true) {
    held.push(new Uint8Array(20_000_000).fill(held.length));
    await wait(5);
  }
});
const greedy = op({ name: "greedy" }, (): number => {
  const held: unknown[] = [];
  while (true) held.push(Array.from({ length: 10_000 }, () => ({ a: Math.random() })));
});
const patient = op(
  { name: "patient", config: z.object({ file: z.string() }) },
  async (_, context): Promise<number> => {
    console.log("waiting 🧶");
    console.error("to be sure");
    while (!existsSync(context.config.file)) await wait(5, undefined, { signal: context.signal });
    process.stdout.write("done");
    return 1;
  },
);
const stops = op({ name: "stops" }, async (_, context): Promise<number> => {
  console.log("started");
  await wait(60_000, undefined, { signal: context.signal });
  return 0;
});
const stubborn = op({ name: "stubborn" }, async (): Promise<number> => {
  process.on("SIGTERM", () => undefined);
  console.log("started");
  const end = Date.now() + 60_000;
  while (Date.now() < end) await wait(1000);
  return 0;
});
const deaf = op({ name: "deaf" }, (): number => {
  console.log("started");
  const end = Date.now() + 60_000;
  while (Date.now() < end);
  return 0;
});
const flaky = op({ name: "flaky", retryPolicy: { maxRetries: 1 } }, (_, context): number => {
  if (context.retryNumber === 0) process.kill(process.pid, "SIGKILL");
  return 7;
});
const gated = op({ name: "gated", ins }, ({ value }): number => {
  if (process.env["HEDDLE_TEST_GATE"] === undefined) throw new Error("the gate is closed");
  return value + 1;
});
const account = resource({ config: z.object({ token: secret() }) }, ({ config }) => {
  console.log("opened");
  return { token: config.token.reveal(), [Symbol.asyncDispose]: async () => console.log("closed") };
});
const tells = op({ name: "tells", resources: { account } }, (_, context): number => {
  console.log(`the token is ${context.resources.account.token}!`);
  return 1;
});
const failing = resource({}, (): number => {
  throw new Error("no such account");
});
const needy = op({ name: "needy", resources: { failing } }, (): number => 1);

const future = partitionedConfig(dailyPartitions({ start: "2199-01-01" }), () => ({}));
const forecast = op({ name: "forecast" }, (_, { partitionKey }) => `sun on ${partitionKey}`);

const letters = staticPartitions(["a", "b"]);
const letter = asset({ name: "letter", partitions: letters }, (_, { partitionKey }) =>
  partitionKey.toUpperCase(),
);
const word = asset(
  { name: "word", partitions: letters, ins: { letter } },
  ({ letter: text }) => `${text}${text}`,
);

/** Jobs whose steps end in every way that a process can. */
export default definitions({
  assets: [letter, word],
  resources: { account, failing },
  jobs: [
    job({ name: "sums" }, () => double.alias("quadruple")({ value: double({ value: one() }) })),
    job({ name: "crashes" }, () => {
      double({ value: killed() });
      double.alias("other")({ value: one() });
    }),
    job({ name: "leaving" }, () => leaves()),
    job({ name: "throwing" }, () => throwsLater()),
    job({ name: "hunger" }, () => hungry()),
    job({ name: "greed" }, () => greedy()),
    job({ name: "patience" }, () => patient()),
    job({ name: "stopping" }, () => stops()),
    job({ name: "stubbornness" }, () => stubborn()),
    job({ name: "deafness" }, () => deaf()),
    job({ name: "retries" }, () => flaky()),
    job({ name: "forecasting", config: future }, () => forecast()),
    job({ name: "telling" }, () => tells()),
    job({ name: "gating" }, () => gated({ value: one() })),
    job({ name: "needing" }, () => needy()),
  ],
});

/** Not what an executor can use. */
export const nonsense: number = 42;
