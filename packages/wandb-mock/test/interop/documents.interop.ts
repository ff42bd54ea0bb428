import { expect, test } from "vitest";
import { createBench, python } from "./sdk.ts";
import { defaultApiKey } from "../../src/index.ts";

/** Subjects that this backend leaves out: automations with their integrations, and sweep agents. */
const leftOut = /AUTOMATION|INTEGRATION|SWEEP_AGENT|AGENT_RUNS/;

test.skipIf(python === undefined)(
  "knows every field that the SDK's documents ask for",
  async () => {
    await using bench = await createBench("all");
    const documents = Object.entries(await bench.run("documents"));
    expect(documents.length).toBeGreaterThan(60);
    const unknown: string[] = [];
    for (const [name, query] of documents) {
      const request = new Request("http://localhost/graphql", {
        method: "POST",
        headers: { authorization: `Basic ${btoa(`api:${defaultApiKey}`)}` },
        body: JSON.stringify({ query }),
      });
      const response = await bench.backend.handle(request);
      const { errors = [] } = (await response.json()) as { errors?: { message: string }[] };
      const messages = errors
        .map(({ message }) => message)
        .filter((message) =>
          /^(?:Cannot query|Unknown|Syntax)|is not defined|cannot be spread/.test(message),
        );
      if (messages.length > 0) unknown.push(name);
    }
    expect(unknown.filter((name) => !leftOut.test(name))).toEqual([]);
  },
);
