import fc from "fast-check";
import { expect, test } from "vitest";
import {
  asset,
  dynamicOut,
  failureHook,
  graph,
  job,
  materialize,
  op,
  opIn,
  opOut,
  successHook,
  type,
  type Handle,
} from "@heddle/core";

const step = op(
  { name: "step", ins: { all: opIn({ type: type<number[]>(), default: [] }) } },
  ({ all }) => all.length,
);

/** A graph without circles: for each node the earlier nodes that it reads, whether it fails, and its priority. */
const graphs = fc.integer({ min: 1, max: 14 }).chain((count) =>
  fc.tuple(
    ...Array.from({ length: count }, (_, index) =>
      fc.record({
        reads:
          index === 0
            ? fc.constant<number[]>([])
            : fc.uniqueArray(fc.nat(index - 1), { maxLength: 3 }),
        fails: fc.boolean().map((fails) => fails && index % 3 === 1),
        priority: fc.integer({ min: -2, max: 2 }),
      }),
    ),
  ),
);

test("O212 O228 in any graph a step runs after what it reads, and only what depends on a failure is skipped", async () => {
  await fc.assert(
    fc.asyncProperty(graphs, fc.integer({ min: 1, max: 4 }), async (nodes, maxConcurrent) => {
      const ended: number[] = [];
      let running = 0;
      let most = 0;
      const result = await job({ name: "random" }, () => {
        const handles: Handle<number>[] = [];
        for (const [index, node] of nodes.entries()) {
          const body = op(
            {
              name: `n${index}`,
              ins: { all: opIn({ type: type<number[]>(), default: [] }) },
              tags: { "dagster/priority": String(node.priority) },
            },
            async ({ all }) => {
              running += 1;
              most = Math.max(most, running);
              expect(node.reads.every((read) => ended.includes(read))).toBe(true);
              await Promise.resolve();
              running -= 1;
              if (node.fails) throw new Error("planned");
              ended.push(index);
              return all.length;
            },
          );
          handles.push(
            node.reads.length === 0
              ? body()
              : body({ all: node.reads.map((read) => handles[read] as Handle<number>) }),
          );
        }
      }).executeInProcess({ raiseOnError: false, maxConcurrent });
      const fates: string[] = [];
      for (const node of nodes) {
        const blocked = node.reads.some((read) => fates[read] !== "succeeded");
        fates.push(blocked ? "skipped" : node.fails ? "failed" : "succeeded");
      }
      for (const fate of ["succeeded", "failed", "skipped"] as const) {
        const expected = fates.flatMap((one, index) => (one === fate ? [`n${index}`] : []));
        expect(
          (await result.steps(fate)).toSorted((left, right) => left.localeCompare(right)),
        ).toEqual(expected.toSorted((left, right) => left.localeCompare(right)));
      }
      expect(result.status).toBe(fates.includes("failed") ? "FAILURE" : "SUCCESS");
      expect(most).toBeLessThanOrEqual(maxConcurrent);
    }),
    { numRuns: 40 },
  );
});

test("O213 a call's retry policy wins over the op's, and the op's over the job's", async () => {
  const tries = new Map<string, number>();
  const counted = (name: string, retryPolicy?: { readonly maxRetries: number }) =>
    op({ name, ...(retryPolicy === undefined ? {} : { retryPolicy }) }, (_, context) => {
      tries.set(context.opName, context.retryNumber + 1);
      throw new Error("always");
    });
  const plain = counted("plain");
  const own = counted("own", { maxRetries: 2 });
  await job({ name: "j", opRetryPolicy: { maxRetries: 1 } }, () => {
    plain();
    own();
    own.alias("called").with({ retryPolicy: { maxRetries: 3 } })();
  }).executeInProcess({ raiseOnError: false });
  expect(Object.fromEntries(tries)).toEqual({ plain: 2, own: 3, called: 4 });
});

test("O216 hooks may stand on assets and graphs", async () => {
  const log: string[] = [];
  const told = successHook({ name: "told" }, (context) => void log.push(context.stepKey));
  const alarm = failureHook(
    { name: "alarm" },
    (context) => void log.push(`${context.stepKey} failed`),
  );
  await materialize([asset({ name: "one", hooks: [told] }, () => 1)]);
  const inner = graph({ name: "inner", hooks: [told, alarm] }, () => step());
  await job({ name: "j" }, () => void inner()).executeInProcess();
  expect(log).toEqual(["one", "inner.step"]);
});

test("O225 O212 what maps over a failed step is skipped, and so is what collects it, beside a fan-in that goes on", async () => {
  const fan = op(
    { name: "fan", outs: { items: dynamicOut({ type: type<number>() }) } },
    (): never => {
      throw new Error("no items");
    },
  );
  const maybe = op(
    { name: "maybe", outs: { out: opOut({ type: type<number>(), required: false }) } },
    () => ({}),
  );
  const one = op({ name: "one" }, () => 1);
  const result = await job({ name: "j" }, () => {
    const { items } = fan();
    step.alias("collects")({ all: items.map((x) => step.alias("mapped")({ all: [x] })).collect() });
    step.alias("partly")({ all: [maybe().out, one()] });
    step.alias("nothing")({ all: [maybe.alias("again")().out] });
  }).executeInProcess({ raiseOnError: false });
  expect(
    (await result.steps("skipped")).toSorted((left, right) => left.localeCompare(right)),
  ).toEqual(["collects", "nothing"]);
  expect(await result.outputForNode("partly")).toBe(1);
});
