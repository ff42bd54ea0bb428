// A program that Launch runs: it prints what it was given, and its exit code is its result.
const config = JSON.parse(process.env.WANDB_CONFIG ?? "{}");
console.log(`training with ${JSON.stringify(config)}`);
