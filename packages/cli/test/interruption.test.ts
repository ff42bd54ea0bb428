import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { CliFolder } from "./cli-process.ts";

const core = pathToFileURL(resolve(import.meta.dirname, "../../core/src/index.ts")).href;

/** Preloaded, it lets the command line believe that a person watches. */
const onATerminal = `data:text/javascript,${encodeURIComponent(`
for (const stream of [process.stdout, process.stderr]) {
  Object.defineProperty(stream, "isTTY", { value: true });
  stream.columns = 60;
}`)}`;

const slow = `
import { asset, definitions } from ${JSON.stringify(core)};
const slow = asset({ name: "slow" }, async (_, context) => {
  context.log.info("begun");
  await new Promise((settle, fail) => {
    const timer = setTimeout(settle, 60_000);
    context.signal.addEventListener("abort", () => { clearTimeout(timer); fail(context.signal.reason); });
  });
});
export default definitions({ assets: [slow] });
`;

test.each(["on a terminal", "without a terminal"])(
  "Ctrl-C %s marks the run canceled before the process ends",
  async (where) => {
    using place = new CliFolder();
    writeFileSync(join(place.path, "package.json"), "{}");
    writeFileSync(join(place.path, "heddle.ts"), slow);
    const child = spawn(
      process.execPath,
      [
        "--conditions=@heddle/source",
        ...(where === "on a terminal" ? ["--import", onATerminal] : []),
        resolve(import.meta.dirname, "../src/main.ts"),
        "materialize",
      ],
      {
        cwd: place.path,
        env: { ...process.env, CI: undefined },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => {
      const isFirst = !stderr.includes("begun");
      stderr += chunk.toString();
      if (isFirst && stderr.includes("begun")) child.kill("SIGINT");
    });
    const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((settle) =>
      child.on("close", (...how) => settle(how)),
    );
    expect({ code, signal }).toEqual({ code: 130, signal: null });
    expect(stderr).toContain("stopping: waiting for steps to end");
    const { stdout } = await place.run("runs", "list", "--json");
    expect(JSON.parse(stdout)).toMatchObject([{ status: "CANCELED" }]);
  },
);
