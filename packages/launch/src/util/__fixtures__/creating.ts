import { createWhole } from "../whole-file.ts";

// Large, so that writing it takes a while.
await createWhole(process.argv[2]!, "x".repeat(128 * 1024 * 1024));
