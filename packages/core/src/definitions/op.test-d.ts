import { expectTypeOf, test } from "vitest";
import { z } from "zod";
import {
  dynamicOut,
  dynamicOutput,
  graph,
  job,
  op,
  opIn,
  opOut,
  type,
  type DynamicHandle,
  type Handle,
  type OpOut,
} from "../index.ts";

const load = op({ name: "load" }, () => [1, 2, 3]);
const total = op({ name: "total", ins: { rows: type<number[]>() } }, ({ rows }) => rows.length);
const double = op({ name: "double", ins: { x: z.number() } }, async ({ x }) => x * 2);

test("O030 calls are typed by their handles", () => {
  void (() =>
    job({ name: "j" }, () => {
      expectTypeOf(load()).toEqualTypeOf<Handle<number[]>>();
      expectTypeOf(total({ rows: load() })).toEqualTypeOf<Handle<number>>();
      expectTypeOf(double({ x: total({ rows: load() }) })).toEqualTypeOf<Handle<number>>();
      total({ rows: [total({ rows: load() }), total.alias("again")({ rows: load() })] });
      // @ts-expect-error a list is no number
      double({ x: load() });
      // @ts-expect-error the input is missing
      total();
      // @ts-expect-error there is no such input
      total({ row: load() });
    }));
});

test("several and dynamic outputs", () => {
  const split = op(
    {
      name: "split",
      outs: { left: type<number>(), right: opOut({ type: type<string>(), required: false }) },
    },
    () => ({ left: 1 }),
  );
  const fan = op(
    { name: "fan", outs: { items: dynamicOut({ type: type<number>() }) } },
    function* () {
      yield dynamicOutput(1, { name: "items", mappingKey: "a" });
    },
  );
  void (() =>
    job({ name: "j" }, () => {
      expectTypeOf(split().right).toEqualTypeOf<Handle<string>>();
      const { items } = fan();
      expectTypeOf(items).toEqualTypeOf<DynamicHandle<number>>();
      total({ rows: items.map((x) => double({ x })).collect() });
      // @ts-expect-error a dynamic output is mapped or collected
      double({ x: items });
    }));
  // @ts-expect-error left is missing
  op({ name: "bad", outs: { left: type<number>() } }, () => ({}));
});

test("graphs are ops to their users; bodies of jobs are synchronous", () => {
  const prepare = graph({ name: "prepare", ins: { rows: type<number[]>() } }, ({ rows }) =>
    total({ rows }),
  );
  void (() =>
    job(
      { name: "j" },
      () => void expectTypeOf(prepare({ rows: load() })).toEqualTypeOf<Handle<number>>(),
    ));
  // @ts-expect-error composing is synchronous
  void (() => job({ name: "j" }, async () => undefined));
});

test("O702 an op has no IO manager of its own", () => {
  expectTypeOf(opOut({ type: type<number>() })).toEqualTypeOf<OpOut<number, true, false>>();
  // @ts-expect-error it belongs in opOut
  op({ name: "x", ioManagerKey: "files" }, () => 1);
  op(
    {
      name: "x",
      out: opOut({ ioManagerKey: "files" }),
      ins: { a: opIn({ type: type<number>(), default: 1 }) },
    },
    ({ a }) => a,
  );
});
