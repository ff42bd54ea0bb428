/** A program with nothing else to keep it alive: it must reach its last line. */
import { Instance } from "../../instance/instance.ts";
import { memoryStorage } from "../../instance/memory/memory-storage.ts";
import { childProcessExecutor } from "../child-process-executor.ts";
import fixtures from "./steps.ts";

const [home = ""] = process.argv.slice(2);
const instance = new Instance({ storage: memoryStorage(), home });
const executor = childProcessExecutor({
  file: new URL("./steps.ts", import.meta.url),
  maxConcurrent: 1,
});
await fixtures.getJob("sums").executeInProcess({ instance, executor });
await fixtures.getJob("sums").executeInProcess({ instance, executor });
await executor.close();
await instance.close();
console.log("reached the end");
