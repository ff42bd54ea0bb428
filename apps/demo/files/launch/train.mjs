import { WandbClient } from "@heddle/wandb-client";

// Launch hands over the run's id and configuration in the environment; the client picks them up by itself.
const run = await WandbClient.fromEnv().run();
console.log("training");
for (let step = 0; step < 3; step += 1) await run.log({ loss: 1 / (step + 1) });
await run.finish();
