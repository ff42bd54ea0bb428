import { HeddleError, formatError } from "@heddle/errors";
import { expect, test } from "vitest";
import { asset, assetIn, materialize, resource, sourceAsset, valueResource } from "../src/index.ts";

/** As an IO manager of another package throws it. */
function foreign(code: string): HeddleError {
  return new HeddleError({ code, message: "there is no artifact", hint: "Name another version." });
}

const throwing = valueResource({
  handleOutput: () => {
    throw foreign("E-W03");
  },
  loadInput: () => {
    throw foreign("E-R05");
  },
});

const outside = sourceAsset({ name: "outside" });
const reads = asset({ name: "reads", ins: { x: assetIn(outside) } }, () => 1);
const writes = asset({ name: "writes" }, () => 1);
const broken = resource({}, (): number => {
  throw foreign("E-X01");
});
const needs = asset({ name: "needs", resources: { broken } }, () => 1);

test.each([
  ["CORE_LOAD_INPUT", "E-R05", [outside, reads], { io_manager: throwing }],
  ["CORE_HANDLE_OUTPUT", "E-W03", [writes], { io_manager: throwing }],
  ["CORE_RESOURCE_INIT", "E-X01", [needs], { broken }],
] as const)(
  "O314 %s tells the code and the advice of its cause, %s",
  async (code, inner, assets, resources) => {
    const result = await materialize(assets as never, {
      resources: resources as never,
      raiseOnError: false,
    });
    expect(result.error).toMatchObject({ code, cause: { code: inner } });
    expect(formatError(result.error)).toMatch(
      new RegExp(`^${code}: .+: ${inner}: there is no artifact\\n {2}Name another version\\.$`),
    );
    const { events } = await result.instance.getEvents({
      runId: result.runId,
      types: ["RUN_FAILURE"],
    });
    expect(events[0]?.message).toContain(`${inner}: there is no artifact`);
  },
);
