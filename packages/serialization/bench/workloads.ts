import { PyTuple } from "../src/index.ts";

/** One kind of data, in the forms that the competitors take. */
export interface Workload {
  readonly name: string;
  /** The value for this package. */
  readonly value: unknown;
  /** The same data as JSON has it; undefined where JSON has no counterpart worth comparing. */
  readonly json: unknown;
  /** A Python expression for the same data, with `random` seeded. */
  readonly python: string;
}

/** The five workloads of the specification, made without randomness so that each run measures the same data. */
export function workloads(quick: boolean): Workload[] {
  const scale = quick ? 0.1 : 1;
  const size = (count: number): number => Math.round(count * scale);
  const ints = Array.from({ length: size(1_000_000) }, (_, at) =>
    Math.floor(noise(at) * 1_000_000),
  );
  const floats = Object.fromEntries(
    Array.from({ length: size(200_000) }, (_, at) => [`key_${at}`, noise(at)]),
  );
  const records = Array.from({ length: size(50_000) }, (_, at) => ({
    id: at,
    name: `name ${at}`,
    score: noise(at) * 100,
    active: at % 2 === 0,
  }));
  const pairs = Array.from({ length: size(100_000) }, (_, at): [number, [string, number]] => [
    at,
    [`t${at % 1000}`, noise(at)],
  ]);
  const array = new Float64Array(size(8_388_608)).map((_, at) => noise(at));
  return [
    {
      name: "1 M ints",
      value: ints,
      json: ints,
      python: "[int(noise(i) * 1000000) for i in range(N(1000000))]",
    },
    {
      name: "dict of 200 k str to float",
      value: floats,
      json: floats,
      python: "{f'key_{i}': noise(i) for i in range(N(200000))}",
    },
    {
      name: "50 k records of 4 fields",
      value: records,
      json: records,
      python:
        "[{'id': i, 'name': f'name {i}', 'score': noise(i) * 100, 'active': i % 2 == 0} for i in range(N(50000))]",
    },
    {
      name: "100 k nested tuples",
      value: pairs.map(([at, [text, number]]) =>
        PyTuple.of<unknown>(at, PyTuple.of<unknown>(text, number)),
      ),
      json: pairs,
      python: "[(i, (f't{i % 1000}', noise(i))) for i in range(N(100000))]",
    },
    {
      name: "64 MB float64 array",
      value: array,
      json: undefined,
      python: "numpy.array([noise(i) for i in range(N(8388608))])",
    },
  ];
}

function noise(at: number): number {
  return ((at * 2654435761) % 4294967296) / 4294967296;
}
