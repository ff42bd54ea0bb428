import { expect, test, vi } from "vitest";
import { runCli } from "../src/run-cli.ts";
import { CliFolder } from "./cli-process.ts";

test("serves until it is interrupted, on another port when its own is taken", async () => {
  using place = new CliFolder();
  const stop = new AbortController();
  const start = (
    folder: string,
  ): { output: () => string; errors: () => string; done: Promise<number> } => {
    let output = "";
    let errors = "";
    const done = runCli(["wandb-server", "--json", "--port", "38971", "--dir", folder], {
      write: (text) => {
        output += text;
      },
      writeError: (text) => {
        errors += text;
      },
      readInput: () => Promise.resolve(new Uint8Array()),
      isInteractive: false,
      env: {},
      cwd: place.path,
      signal: stop.signal,
    });
    return { output: () => output, errors: () => errors, done };
  };
  const first = start("one");
  const { baseUrl, apiKey } = await address(first.output);
  const second = start("two");
  const other = await address(second.output);
  expect(other.baseUrl).not.toBe(baseUrl);
  expect(second.errors()).toContain("port 38971 is taken");
  const third = start("one");
  expect(await third.done).toBe(1);
  expect(third.errors()).toContain("WANDB_MOCK_FOLDER_IN_USE");
  const response = await fetch(`${baseUrl}/graphql`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`api:${apiKey}`).toString("base64")}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ query: "{ viewer { username } }" }),
  });
  expect(await response.json()).toMatchObject({ data: { viewer: { username: "ada" } } });
  stop.abort();
  expect(await Promise.all([first.done, second.done])).toEqual([0, 0]);
});

async function address(output: () => string): Promise<{ baseUrl: string; apiKey: string }> {
  return await vi.waitFor(() => JSON.parse(output()) as { baseUrl: string; apiKey: string }, {
    timeout: 30_000,
  });
}
