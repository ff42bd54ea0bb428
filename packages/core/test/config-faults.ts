import { expect } from "vitest";
import { InvalidConfigError, job, op, type Schema } from "@heddle/core";

/** The faults of a run whose config is refused. */
export const faultsOf = async (
  run: Promise<unknown>,
): Promise<
  readonly {
    readonly reason: string;
    readonly path: string;
    readonly message: string;
    readonly hint?: string;
    readonly sample?: string;
  }[]
> => {
  const error: unknown = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(InvalidConfigError);
  return (error as InvalidConfigError).details["faults"] as never;
};

/** What an op sees of a config. */
export const configured = (schema: Schema, config: unknown): Promise<unknown> => {
  const read = op({ name: "read", config: schema }, (_, context) => context.config);
  const run = job({ name: "j" }, () => void read()).executeInProcess({
    runConfig: { ops: { read: { config } } },
    environment: { NAME: "value", COUNT: "3", FLAG: "true" },
  });
  return run.then((result) => result.outputForNode("read"));
};
