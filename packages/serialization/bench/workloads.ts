import { PyTuple } from "../src/index.ts";

/** One kind of data, in the forms that the competitors take. */
export interface Workload {
  readonly name: string;
  /** The value for this package. */
  readonly value: unknown;
  /** The same data as JSON has it; undefined where JSON has no counterpart worth comparing. */
  readonly json: unknown;
}

/**
 * The five workloads of the specification, made without randomness so that each run measures the same data, and each
 * one only when its turn comes: what others hold would be the collector's work in the times of this one.
 */
export function* workloads(quick: boolean): Generator<Workload> {
  const size = (count: number): number => (quick ? count / 10 : count);
  yield plain("1 M ints", ints(size(1_000_000)));
  yield plain("dict of 200 k str to float", floats(size(200_000)));
  yield plain("50 k records of 4 fields", records(size(50_000)));
  const pairs = nested(size(100_000));
  yield {
    name: "100 k nested tuples",
    value: pairs.map(([at, [text, number]]) =>
      PyTuple.of<unknown>(at, PyTuple.of<unknown>(text, number)),
    ),
    json: pairs,
  };
  const array = new Float64Array(size(8_388_600)).map((_, at) => noise(at));
  yield { name: "64 MB float64 array", value: array, json: undefined };
}

export function records(count: number): object[] {
  return Array.from({ length: count }, (_, at) => ({
    id: at,
    name: `name ${at}`,
    score: noise(at) * 100,
    active: at % 2 === 0,
  }));
}

function plain(name: string, value: unknown): Workload {
  return { name, value, json: value };
}

function ints(count: number): number[] {
  return Array.from({ length: count }, (_, at) => Math.floor(noise(at) * 1_000_000));
}

function floats(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`key_${at}`, noise(at)]));
}

function nested(count: number): [number, [string, number]][] {
  return Array.from({ length: count }, (_, at) => [at, [`t${at % 1000}`, noise(at)]]);
}

function noise(at: number): number {
  return ((at * 2654435761) % 4294967296) / 4294967296;
}
