import { expect, test } from "vitest";
import { dumps, inspect, loads, PyGlobal, PyReduce, PyTuple } from "../index.ts";

test("F114 a recursive function that dill stored is made before its globals name it", () => {
  const globals = new Map<unknown, unknown>([["__name__", "__main__"]]);
  const create = new PyGlobal("dill._dill", "_create_function");
  const fact = new PyReduce(create, PyTuple.of<unknown>("code", globals, "fact", null, null));
  globals.set("fact", fact);
  const bytes = dumps([fact, globals], { protocol: 4 });

  const names = inspect(bytes).operations.map(({ opcode }) => opcode);
  expect(names.filter((name) => name === "REDUCE")).toHaveLength(1);
  expect(names.filter((name) => name === "EMPTY_DICT")).toHaveLength(1);
  expect(names.indexOf("REDUCE")).toBeLessThan(names.lastIndexOf("SETITEM"));

  const [again, dict] = loads(bytes, { policy: "inspect", dicts: "map" }) as [PyReduce, unknown];
  expect(again.args[1]).toBe(dict);
  expect((dict as Map<unknown, unknown>).get("fact")).toBe(again);
});
