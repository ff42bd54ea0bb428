/** An agent as far as the supervisor sees it: submits the job that standard input describes, then waits to be killed. */
import { text } from "node:stream/consumers";
import { LocalProcessRunner } from "../local-process-runner.ts";
import type { RunnerJob } from "../runner.ts";

const runner = new LocalProcessRunner();
await runner.submit(JSON.parse(await text(process.stdin)) as RunnerJob);
setInterval(() => {}, 60_000);
