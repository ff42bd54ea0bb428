import { defaultApiKey } from "@heddle/wandb-mock";
import { WandbClient } from "../../src/index.ts";
import { instantClock } from "../support.ts";

/** An answer to the question who the key belongs to. */
export const viewer = {
  data: {
    viewer: {
      id: "VXNlcjox",
      entity: "e",
      username: "u",
      email: null,
      admin: false,
      teams: { edges: [] },
    },
  },
};

/** A client whose requests are answered one after the other by these functions. */
export function scripted(
  answers: ((request: Request) => Response | Promise<Response>)[],
  settings: { timeoutMs?: number; maxAttempts?: number } = {},
) {
  const clock = instantClock();
  const seen: Request[] = [];
  const client = new WandbClient({
    apiKey: defaultApiKey,
    host: "https://wandb.example.org",
    entity: "e",
    clock,
    random: () => 0,
    timeoutMs: settings.timeoutMs,
    retry: { maxAttempts: settings.maxAttempts ?? 5 },
    fetch: async (input, init) => {
      const request = new Request(input, init);
      seen.push(request);
      const answer = answers[Math.min(seen.length - 1, answers.length - 1)];
      if (answer === undefined) throw new Error("no answer");
      return await answer(request);
    },
  });
  return { client, clock, seen };
}

/** Never answers; ends when the request is aborted. */
export const hang = (request: Request): Promise<Response> =>
  new Promise((_, reject) => {
    request.signal.addEventListener("abort", () => reject(request.signal.reason as Error));
  });
