import { parseArgs } from "node:util";
import { oneLine } from "./show/one-line.ts";
import { similarNames } from "./show/similar-names.ts";
import { openInstance } from "@heddle/storage";
import { WandbClient } from "@heddle/wandb-client";
import { programs } from "./programs/index.ts";
import type { DemoProgram } from "./programs/support/demo-program.ts";
import { runPrograms } from "./run-programs.ts";
import { openTarget } from "./server.ts";

const usage = `npm run demo [-- <name>…] [-- --all] [-- --serve] [-- --list]

  <name>    run one program or several (default: iris)
  --all     run all of them
  --serve   keep the W&B server up until Ctrl-C, so that the printed URLs open in a browser
  --list    print the programs' names`;

const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => interruption.abort(new Error("interrupted")));
}

process.exitCode = await main(interruption.signal);

async function main(signal: AbortSignal): Promise<number> {
  const words = readWords();
  if (words === undefined) return 2;
  const { values, positionals } = words;
  if (values.help || values.list) {
    console.log(
      values.help ? usage : programs.map(({ name, summary }) => `${name}: ${summary}`).join("\n"),
    );
    return 0;
  }
  const chosen = choose(positionals, values.all);
  if (chosen === undefined) return 2;
  try {
    await using instance = await openInstance({ env: process.env, cwd: process.cwd() });
    await using target = await openTarget(instance.home ?? ".heddle", process.env);
    const place = { host: target.baseUrl, apiKey: target.apiKey };
    // A server that does not answer at the start is told at once; later requests are retried for longer.
    await new WandbClient({ ...place, retry: { maxElapsedMs: 5000 } }).verify({ signal });
    const client = new WandbClient(place);
    const environment = {
      ...process.env,
      WANDB_API_KEY: target.apiKey,
      WANDB_BASE_URL: target.baseUrl,
      WANDB_ENTITY: target.entity ?? (await client.defaultEntity({ signal })),
      WANDB_PROJECT: target.project,
    };
    console.log(`W&B server: ${target.baseUrl}${target.isLocal ? " (on this machine)" : ""}`);
    const failed = await runPrograms(chosen, {
      instance,
      target,
      client,
      environment,
      folder: instance.home ?? ".heddle",
      say: console.log,
      signal,
    });
    if (values.serve && target.isLocal) {
      console.log(`\nserving ${target.baseUrl} until Ctrl-C`);
      await new Promise((settle) => signal.addEventListener("abort", settle, { once: true }));
    }
    return failed === 0 ? 0 : 1;
  } catch (error) {
    if (signal.aborted) {
      console.error("interrupted; a run that had begun is marked canceled");
      return 130;
    }
    console.error(oneLine(error));
    return 1;
  }
}

function readWords(): ReturnType<typeof parseWords> | undefined {
  try {
    return parseWords();
  } catch (error) {
    const [fault = ""] = (error as Error).message.split(". ");
    console.error(`${fault}; --help shows what there is`);
    return undefined;
  }
}

function parseWords() {
  return parseArgs({
    allowPositionals: true,
    options: {
      all: { type: "boolean", default: false },
      serve: { type: "boolean", default: false },
      list: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
}

function choose(names: readonly string[], all: boolean): readonly DemoProgram[] | undefined {
  if (all) return programs;
  const chosen: DemoProgram[] = [];
  for (const name of names.length === 0 ? ["iris"] : names) {
    const program = programs.find((each) => each.name === name);
    if (program === undefined) {
      const near = similarNames(
        name,
        programs.map((each) => each.name),
      );
      const guess = near.length === 0 ? "" : `did you mean ${near.join(" or ")}? `;
      console.error(`no program is called ${name}; ${guess}--list names all`);
      return undefined;
    }
    chosen.push(program);
  }
  return chosen;
}
