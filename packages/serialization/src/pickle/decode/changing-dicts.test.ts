import { expect, test } from "vitest";
import { loads, NdArray, type OrderedDict, type PyNamespace, type PyObject } from "../../index.ts";

/** The hostile ones took minutes: a timeout far above what they take now. */
const patience = { timeout: 20_000 };
const run = (program: string, policy: "data" | "inspect" = "data"): unknown =>
  loads(Buffer.from(program, "latin1"), { policy });

/** `np.array([7], "i1")` without memo entries, as `pickletools.optimize` leaves it. */
const bareArray =
  "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x00\x85C\x01b\x87R" +
  "(K\x01K\x01\x85cnumpy\ndtype\n\x8c\x02i1\x89\x88\x87R" +
  "(K\x03\x8c\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89C\x01\x07tb";

/** `d = {}`, then what `inside` makes of `d` (memo 0), as `d["a"]`, then `d[1] = 2`, by which it becomes a Map. */
const cycle = (inside: string): string => `}q\x00(\x8c\x01a${inside}K\x01K\x02u.`;

test("F114 a dict that turns out to be a Map is found in every place of the memo", () => {
  const map = new Map<unknown, unknown>([
    ["a", 1],
    [1, 2],
  ]);
  expect(run("}q\x00q\x01(\x8c\x01aK\x01K\x01K\x02u0h\x00.")).toEqual(map);
  expect(run("}q\x00q\x09(\x8c\x01aK\x01K\x01K\x02u0h\x00.")).toEqual(map);
  expect(run("}q\x00h\x00q\x010(\x8c\x01aK\x01K\x01K\x02u0h\x01.")).toEqual(map);
  // A later entry in its place stays.
  expect(run("}q\x00]q\x000(\x8c\x01aK\x01K\x01K\x02u0h\x00.")).toEqual([]);
});

test("F114 an array that its state turns into a typed array is found in every place of the memo", () => {
  const twice = bareArray.replace("R(", "Rq\x05q\xf0(");
  expect(run(`${twice}0h\xf0.`)).toEqual(Int8Array.of(7));
});

test("F114 a dict that turns out to be a Map is the same one inside known values", () => {
  const namespace = run(cycle("ctypes\nSimpleNamespace\n)R}\x8c\x01dh\x00sb")) as Map<
    string,
    PyNamespace
  >;
  expect(namespace.get("a")!.attributes.get("d")).toBe(namespace);
  const ordered = run(cycle("ccollections\nOrderedDict\n)R}\x8c\x01dh\x00sb")) as Map<
    string,
    OrderedDict
  >;
  expect((ordered.get("a")!.attributes as { d: unknown }).d).toBe(ordered);
  const error = run(cycle("cbuiltins\nValueError\nh\x00\x85R")) as Map<string, { args: unknown[] }>;
  expect(error.get("a")!.args[0]).toBe(error);
  const node = run(cycle("cmy\nClass\n)\x81}\x8c\x01dh\x00sb"), "inspect") as Map<string, PyObject>;
  expect((node.get("a")!.state as { d: unknown }).d).toBe(node);
  const member = run(cycle("\x8f(cmy\nClass\n)\x81}\x8c\x01dh\x00sb\x90"), "inspect") as Map<
    string,
    Set<PyObject>
  >;
  expect(([...member.get("a")!][0]!.state as { d: unknown }).d).toBe(member);
});

test("F114 a dict that turns out to be a Map is the same one inside an array of objects", () => {
  const parts = ["\x8c\x15numpy.core.multiarray\x8c\x0c_reconstruct\x93"];
  parts.push("\x8c\x05numpy\x8c\x07ndarray\x93K\x00\x85C\x01b\x87R");
  parts.push("(K\x01K\x01\x85\x8c\x05numpy\x8c\x05dtype\x93\x8c\x02O8\x89\x88\x87R");
  parts.push("(K\x03\x8c\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x3ftb");
  parts.push("\x89](h\x00etb");
  const map = run(cycle(parts.join(""))) as Map<string, NdArray>;
  expect(map.get("a")).toBeInstanceOf(NdArray);
  expect(map.get("a")!.get(0)).toBe(map);
});

test(
  "F116 many dicts that change among large lists are refused in time, with advice",
  patience,
  () => {
    const list = `](${"K\x01".repeat(100_000)}eq\x00`;
    const program = `](${list}${"}q\x01h\x010\x8c\x01aNsK\x01Ns0".repeat(20_000)}N.`;
    expect(() => run(program)).toThrow(
      expect.objectContaining({
        code: "SERIALIZATION_LIMIT",
        hint: expect.stringContaining('"map"'),
      }),
    );
  },
);

test(
  "F116 small arrays without memo entries beside a large memo are read in time",
  patience,
  () => {
    const texts = Array.from(
      { length: 100_000 },
      (_, at) => `\x8c\x06${String(at).padStart(6)}\x94`,
    );
    const program = `(${texts.join("")}${bareArray.repeat(20_000)}t.`;
    expect(run(program)).toHaveLength(120_000);
  },
);
