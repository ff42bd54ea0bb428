import { expect, test } from "vitest";
import {
  asset,
  assetCheck,
  assetIn,
  assetOut,
  defineAssetJob,
  definitions,
  dynamicOut,
  dynamicOutput,
  graph,
  graphAsset,
  job,
  multiAsset,
  op,
  resource,
  successHook,
  type,
  valueResource,
  type Definitions,
} from "@heddle/core";
import { faults } from "./definition-faults.ts";

const one = asset({ name: "one" }, () => 1);

const number = op({ name: "number" }, () => 1);

const use = op({ name: "use", ins: { x: type<number>() } }, ({ x }) => x);

const anyAsset = asset as unknown as (options: object, body: () => unknown) => typeof one;

const rows: readonly (readonly [string, () => Definitions, string, RegExp])[] = [
  [
    "1 a cycle among assets",
    () =>
      definitions({
        assets: [
          asset({ name: "x", ins: { y: assetIn("y") } }, () => 1),
          asset({ name: "y", ins: { x: assetIn("x") } }, () => 1),
        ],
      }),
    "CORE_CYCLE",
    /x → y → x|y → x → y/,
  ],
  [
    "2 two assets of one key",
    () => definitions({ assets: [one, asset({ name: "one" }, () => 2)] }),
    "CORE_DUPLICATE_KEY",
    /asset "one": is defined twice.*definition-wiring-errors\.test\.ts/,
  ],
  [
    "2 two jobs of one name",
    () =>
      definitions({
        jobs: [job({ name: "j" }, () => void number()), job({ name: "j" }, () => void number())],
      }),
    "CORE_DUPLICATE_KEY",
    /job "j"/,
  ],
  [
    "2 two checks of one name",
    () =>
      definitions({
        assets: [one],
        assetChecks: [
          assetCheck({ asset: one, name: "c" }, () => true),
          assetCheck({ asset: one, name: "c" }, () => true),
        ],
      }),
    "CORE_DUPLICATE_KEY",
    /one:c/,
  ],
  [
    "2 two ops of one name",
    () =>
      definitions({
        jobs: [
          job({ name: "j" }, () => {
            number();
            op({ name: "number" }, () => 2)();
          }),
        ],
      }),
    "CORE_DUPLICATE_KEY",
    /two different definitions are named "number"/,
  ],
  [
    "2 an alias twice",
    () =>
      definitions({
        jobs: [
          job({ name: "j" }, () => {
            number.alias("n")();
            number.alias("n")();
          }),
        ],
      }),
    "CORE_DUPLICATE_KEY",
    /alias "n" is used twice/,
  ],
  [
    "3 a reserved job name",
    () => definitions({ assets: [one], jobs: [defineAssetJob("__ASSET_JOB")] }),
    "CORE_INVALID_NAME",
    /reserved/,
  ],
  [
    "5 a missing resource",
    () =>
      definitions({
        assets: [anyAsset({ name: "x", resources: { database: type<number>() } }, () => 1)],
        resources: { databse: valueResource(1) },
      }),
    "CORE_MISSING_RESOURCE",
    /asset "x": needs resource "database".*"databse"/,
  ],
  [
    "5 a resource's missing resource",
    () =>
      definitions({
        assets: [anyAsset({ name: "x", resources: { a: type<number>() } }, () => 1)],
        resources: { a: resource({ resources: { b: type<number>() } }, () => 1) as never },
      }),
    "CORE_MISSING_RESOURCE",
    /resource "a": needs resource "b"/,
  ],
  [
    "5 an IO manager that is not there",
    () => definitions({ assets: [anyAsset({ name: "x", ioManagerKey: "files" }, () => 1)] }),
    "CORE_MISSING_RESOURCE",
    /output "result" of asset "x": needs resource "files"/,
  ],
  [
    "5 a hook's missing resource",
    () =>
      definitions({
        jobs: [
          job(
            {
              name: "j",
              hooks: [
                successHook({ name: "h", resources: { slack: type<number>() } }, () => undefined),
              ],
            },
            () => void number(),
          ),
        ],
      }),
    "CORE_MISSING_RESOURCE",
    /hook "h": needs resource "slack"/,
  ],
  [
    "7 a cycle among resources",
    () =>
      definitions({
        assets: [anyAsset({ name: "x", resources: { a: type<number>() } }, () => 1)],
        resources: {
          a: resource({ resources: { b: type<number>() } }, () => 1) as never,
          b: resource({ resources: { a: type<number>() } }, () => 1) as never,
        },
      }),
    "CORE_CYCLE",
    /a → b → a/,
  ],
  [
    "8 an input that does not exist",
    () =>
      definitions({
        jobs: [job({ name: "j" }, () => void use({ x: number(), y: number() } as never))],
      }),
    "CORE_INVALID_WIRING",
    /"use" has no input "y"/,
  ],
  [
    "8 a value where a handle belongs",
    () => definitions({ jobs: [job({ name: "j" }, () => void use({ x: 3 } as never))] }),
    "CORE_INVALID_WIRING",
    /input "x" of "use" was given a number/,
  ],
  [
    "8 a handle of another body",
    () =>
      definitions({
        jobs: [
          job({ name: "j" }, () => {
            let leaked: unknown;
            graph({ name: "g" }, () => {
              leaked = number();
            });
            use({ x: leaked as never });
          }),
        ],
      }),
    "CORE_INVALID_WIRING",
    /a handle of another body/,
  ],
  [
    "9 an input with no source",
    () => definitions({ jobs: [job({ name: "j" }, () => (use as unknown as () => void)())] }),
    "CORE_INVALID_WIRING",
    /no way to be resolved/,
  ],
  [
    "10 a dynamic output as a whole",
    () =>
      definitions({
        jobs: [
          job({ name: "j" }, () => {
            const fan = op({ name: "fan", outs: { items: dynamicOut() } }, function* () {
              yield dynamicOutput(1, { name: "items", mappingKey: "a" });
            });
            use({ x: fan().items as never });
          }),
        ],
      }),
    "CORE_INVALID_WIRING",
    /dynamic output as a whole/,
  ],
  [
    "10 two dynamic outputs joined",
    () =>
      definitions({
        jobs: [
          job({ name: "j" }, () => {
            const fan = op(
              { name: "fan", outs: { items: dynamicOut({ type: type<number>() }) } },
              function* () {
                yield dynamicOutput(1, { name: "items", mappingKey: "a" });
              },
            );
            const both = op(
              { name: "both", ins: { x: type<number>(), y: type<number>() } },
              ({ x, y }) => x + y,
            );
            fan().items.map((x) => {
              fan
                .alias("fan2")()
                .items.map((y) => both({ x, y }));
              return x;
            });
          }),
        ],
      }),
    "CORE_INVALID_WIRING",
    /two dynamic outputs/,
  ],
  [
    "11 internal dependencies of other outputs",
    () =>
      definitions({
        assets: [
          multiAsset(
            { name: "m", outs: { a: assetOut() }, internalDependencies: { b: [] } as never },
            () => ({ a: 1 }),
          ),
        ],
      }),
    "CORE_INVALID_OPTION",
    /"b", which is no output/,
  ],
  [
    "11 internal dependencies on strangers",
    () =>
      definitions({
        assets: [
          multiAsset(
            { name: "m", outs: { a: assetOut() }, internalDependencies: { a: ["zzz"] } },
            () => ({ a: 1 }),
          ),
        ],
      }),
    "CORE_INVALID_OPTION",
    /"zzz", which is neither/,
  ],
  [
    "11 a key in deps and in ins",
    () => definitions({ assets: [one, asset({ name: "x", ins: { one }, deps: [one] }, () => 1)] }),
    "CORE_INVALID_OPTION",
    /in deps and in ins/,
  ],
  [
    "an asynchronous composition",
    () => definitions({ jobs: [job({ name: "j" }, (async () => undefined) as never)] }),
    "CORE_INVALID_WIRING",
    /asynchronous/,
  ],
  [
    "a graph of assets without a handle",
    () => definitions({ assets: [graphAsset({ name: "g" }, (() => undefined) as never)] }),
    "CORE_INVALID_WIRING",
    /no handle for "result"/,
  ],
  [
    "an output named result among several",
    () =>
      definitions({
        assets: [multiAsset({ name: "m", outs: { result: assetOut() } }, () => ({ result: 1 }))],
      }),
    "CORE_INVALID_NAME",
    /named "result"/,
  ],
];

test.each(rows)("O028 %s", (_, define, code, message) => {
  const found = faults(define);
  const match = found.find((fault) => fault.code === code && message.test(fault.message));
  expect(match).toBeDefined();
});
