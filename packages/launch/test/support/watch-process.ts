/** A watcher in a process of its own, so that tests can kill it: writes each launch to a ledger, slowly. */
import { appendFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { WandbClient } from "@heddle/wandb-client";
import { cursorFile, watchLaunches } from "../../src/index.ts";

const settings = JSON.parse(process.env["WATCH"] ?? "{}") as {
  readonly host: string;
  readonly apiKey: string;
  readonly cursor: string;
  readonly ledger: string;
};
const client = new WandbClient({
  apiKey: settings.apiKey,
  host: settings.host,
  entity: "ada",
  project: "demo",
});
for await (const { queueItemId } of watchLaunches({
  client,
  watch: { queue: "q" },
  cursor: cursorFile(settings.cursor),
  intervalSeconds: 0.05,
  until: "settled",
})) {
  await appendFile(settings.ledger, `${queueItemId}\n`);
  await pause(30);
}
