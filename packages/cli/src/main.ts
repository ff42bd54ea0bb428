#!/usr/bin/env node
import { buffer } from "node:stream/consumers";
import { exitCodes } from "./exit-codes.ts";
import { runCli } from "./run-cli.ts";

const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  // The listener stays: what draws the live list takes a signal without another listener as the end of the process.
  process.on(signal, () => {
    if (interruption.signal.aborted) process.exit(exitCodes.interrupted);
    interruption.abort(signal);
  });
}
// `heddle runs list | head` closes the pipe early: that is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await runCli(process.argv.slice(2), {
  write: (text) => process.stdout.write(text),
  writeError: (text) => process.stderr.write(text),
  readInput: () => buffer(process.stdin),
  isInteractive: process.stdout.isTTY && process.stderr.isTTY && process.env["CI"] === undefined,
  env: process.env,
  cwd: process.cwd(),
  signal: interruption.signal,
});
