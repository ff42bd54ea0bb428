/** An agent in a process of its own, so that tests can kill it: reads its settings from the environment, works until it ends. */
import { WandbClient } from "@heddle/wandb-client";
import { launchAgent, type LaunchAgentConfigInput } from "../../src/index.ts";

const settings = JSON.parse(process.env["AGENT"] ?? "{}") as {
  readonly host: string;
  readonly apiKey: string;
  readonly folder: string;
  readonly config: LaunchAgentConfigInput;
};
const client = new WandbClient({
  apiKey: settings.apiKey,
  host: settings.host,
  entity: "ada",
  project: "demo",
  retry: { minDelayMs: 5, maxDelayMs: 50, maxAttempts: 3 },
});
const stop = new AbortController();
process.once("SIGTERM", () => stop.abort());
const result = await launchAgent(settings.config, {
  client,
  folder: settings.folder,
  signal: stop.signal,
  log: console,
});
console.log(JSON.stringify(result));
