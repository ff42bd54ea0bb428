/**
 * Serves a W&B backend in a process of its own, so that its time and memory are not the measured
 * ones. Prints its address. Standard input: `delay N` makes each answer N milliseconds late; any other
 * line is answered with the requests since the last one.
 */
import { createWandbBackend, defaultApiKey, serveWandb } from "@heddle/wandb-mock";

const backend = createWandbBackend({
  accounts: {
    organizations: [{ name: "my_org" }],
    teams: [{ name: "my_entity", members: ["ada"], organization: "my_org" }],
    users: [{ username: "ada", apiKey: defaultApiKey }],
  },
});
let underWay = 0;
let most = 0;
const server = await serveWandb({
  handle: async (request) => {
    underWay += 1;
    most = Math.max(most, underWay);
    try {
      return await backend.handle(request);
    } finally {
      underWay -= 1;
    }
  },
});
process.stdout.write(`${server.origin}\n`);
process.stdin.setEncoding("utf8").on("data", (text: string) => {
  if (text.startsWith("delay")) {
    const ms = Number(text.slice("delay".length));
    backend.faults.clear();
    if (ms > 0) backend.faults.rate({ rate: 1, actions: [{ kind: "delay", ms }] });
    return;
  }
  const seen = backend.inspect.requests();
  const downloads = seen.filter(
    ({ method, path }) => method === "GET" && path.includes("artifact-file"),
  );
  const answer = { requests: seen.length, downloads: downloads.length, most };
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  backend.inspect.clearRequests();
  most = 0;
});
process.stdin.on("end", () => process.exit(0));
