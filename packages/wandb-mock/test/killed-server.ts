/** A server on the folder that is named on the command line; it prints its origin and runs until it is killed. */
import { createWandbBackend } from "../src/backend.ts";
import { serveWandb } from "../src/serve.ts";

const server = await serveWandb(createWandbBackend({ folder: process.argv[2] ?? "" }));
console.log(server.origin);
