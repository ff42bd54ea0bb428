/** The backend of the benchmarks in a process of its own; prints its address. */
// oxlint-disable-next-line no-restricted-imports -- both peers are measured against the same backend
import { createWandbBackend, serveWandb } from "@heddle/wandb-mock";

const folder = process.argv[2];
if (folder === undefined) throw new Error("usage: backend.ts FOLDER");
const server = await serveWandb(createWandbBackend({ folder }));
console.log(server.origin);
