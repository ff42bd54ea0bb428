import { expect, test } from "vitest";
import {
  dumps,
  loads,
  PickleError,
  type Protocol,
  PyGlobal,
  PyObject,
  PyReduce,
  PyTuple,
} from "../../index.ts";

const bad = new PyReduce(new PyGlobal("os", "system"), PyTuple.of("x"));
const object = new PyObject(new PyGlobal("geometry", "Point"), []);
object.operations.push({ kind: "state", value: { x: 1, y: bad } });

const protocols = [0, 1, 2, 3, 4, 5] as const;
const places: [path: string, value: unknown, protocols?: readonly Protocol[]][] = [
  ["$.a", { a: bad }],
  ["$.a.b", { a: { b: bad } }],
  ["$.rows[3]", { rows: [1, 2, 3, bad] }],
  ["$.a.b[2]", { x: 1, a: { y: [], b: [1, [], bad] } }],
  ["$.b", { a: [1], b: bad, c: 1 }],
  ["$.c[0]", { a: [], b: 2, c: [bad], d: 1 }],
  ["$[2][4]", [[1], 2, PyTuple.of<unknown>(1, 2, 3, 4, bad, 5), 6], [1, 2, 3, 4, 5]],
  ["$[1][2]", [1, PyTuple.of<unknown>(1, 2, bad, 3), 6], [1, 2, 3, 4, 5]],
  ["$[1002].k", Array.from({ length: 1100 }, (_, at) => (at === 1002 ? { j: 1, k: bad } : at))],
  ["$.o.y", { o: object, p: 1 }],
];

test.each(places)("F114 a refused global is found at %s", (path, value, at = protocols) => {
  for (const protocol of at) {
    const bytes = dumps(value, { protocol });
    expect([protocol, pathOf(bytes)]).toEqual([protocol, path]);
  }
});

function pathOf(bytes: Uint8Array): string | undefined {
  try {
    loads(bytes, { allow: ["geometry.*"] });
  } catch (error) {
    if (error instanceof PickleError) return error.path;
    throw error;
  }
  return undefined;
}
