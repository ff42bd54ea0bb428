import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

// The compiler runs once over all programs; each test looks at its own file's lines.
const preamble = `import { allPartitions, dailyPartitions, specificPartitions, staticPartitions } from "@heddle/partitions";
import { asset, assetDefaults, assetIn, assetOut, definitions, job, multiAsset, op, type } from "@heddle/core";
const rows = asset({ name: "rows" }, () => [1, 2, 3]);
const colors = staticPartitions(["red", "blue"]);
const byColor = asset({ name: "by_color", partitions: colors }, () => 1);
const load = op({ name: "load" }, () => [1, 2, 3]);
const square = op({ name: "square", ins: { x: type<number>() } }, ({ x }) => x * x);
export { rows, colors, byColor, load, square, allPartitions, dailyPartitions, specificPartitions, assetDefaults, assetIn, assetOut, definitions, job, multiAsset, type };
`;

const programs: Readonly<Record<string, readonly [program: string, message: RegExp]>> = {
  "wrong use of an upstream value": [
    `asset({ name: "x", ins: { rows } }, ({ rows: value }) => value.toUpperCase());`,
    /Property 'toUpperCase' does not exist on type 'number\[\]'/,
  ],
  "a missing IO manager, at the asset in the list": [
    `const managed = asset({ name: "m", ...assetDefaults({ ioManagerKey: "wandb_artifacts_manager" }) }, () => 1);\nexport const all = definitions({ assets: [managed] });`,
    /Property 'wandb_artifacts_manager' is missing in type 'ProvidedResources<.*>' but required in type '\{ readonly wandb_artifacts_manager: IOManager; \}'/,
  ],
  "an output that is missing": [
    `multiAsset({ name: "m", outs: { a: assetOut(), b: assetOut({ type: type<string>() }) } }, () => ({ a: 1 }));`,
    /Property 'b' is missing in type '\{ a: number; \}'/,
  ],
  "an output too many": [
    `multiAsset({ name: "m", outs: { a: assetOut() } }, () => ({ a: 1, c: 2 }));`,
    /"output \\"c\\" is not declared in outs"/,
  ],
  "an unknown partition key": [
    `assetIn(byColor, { mapping: specificPartitions(["green"]) });`,
    /"green".*is not assignable to.*"(red|blue)"/s,
  ],
  "a keyed collection as a value": [
    `asset({ name: "x", ins: { byColor } }, ({ byColor: value }) => value + 1);`,
    /Operator '\+' cannot be applied to types 'PartitionedInput<number, StaticPartitions<"(red|blue)" \| "(red|blue)">>' and '1|number'/,
  ],
  "the key of an unpartitioned asset": [
    `asset({ name: "x" }, (_, context) => context.partitionKey);`,
    /Property 'partitionKey' does not exist on type 'StepContext<\{\}, .*>'/,
  ],
  "a wrong wire": [
    `job({ name: "j" }, () => void square({ x: load() }));`,
    /Type 'number\[\]' is not assignable to type 'number'/,
  ],
  "a misspelt option": [
    `asset({ name: "x", partition: colors }, () => 1);`,
    /'partition' does not exist in type 'AssetOptions<.*>'. Did you mean to write 'partitions'\?/,
  ],
  "a void upstream": [
    `assetIn(asset({ name: "nothing" }, () => {}));`,
    /"this asset produces no value: name it in .deps. instead"/,
  ],
};

const folder = mkdtempSync(join(import.meta.dirname, "compiled-"));
const compiler = join(import.meta.dirname, "../../../node_modules/.bin/tsc");
let output = "";

beforeAll(() => {
  writeFileSync(join(folder, "preamble.ts"), preamble);
  const names = preamble.match(/export \{ (.*) \}/)?.[1] ?? "";
  for (const [index, [program]] of Object.values(programs).entries()) {
    writeFileSync(
      join(folder, `p${index}.ts`),
      `import { asset } from "@heddle/core";\nimport { ${names} } from "./preamble.ts";\n${program}\n`,
    );
  }
  writeFileSync(
    join(folder, "exported.ts"),
    `import { asset, assetDefaults, multiAsset, assetOut } from "@heddle/core";
import { z } from "zod";
export const numbers = asset({ name: "numbers", ...assetDefaults({ ioManagerKey: "wandb_artifacts_manager" }) }, () => [1, 2, 3]);
export const total = asset({ name: "total", ins: { numbers }, config: z.object({ rate: z.number() }) }, ({ numbers: all }) => all.length);
export const both = multiAsset({ name: "both", outs: { a: assetOut(), b: assetOut() } }, () => ({ a: 1, b: "x" }));
`,
  );
  const base = {
    extends: "../../../../tsconfig.base.json",
    compilerOptions: {
      composite: false,
      incremental: false,
      noUnusedLocals: false,
      isolatedDeclarations: false,
      pretty: false,
    },
  };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      ...base,
      compilerOptions: {
        ...base.compilerOptions,
        noEmit: true,
        declaration: false,
        declarationMap: false,
        rewriteRelativeImportExtensions: false,
        allowImportingTsExtensions: true,
      },
      include: ["p*.ts"],
    }),
  );
  writeFileSync(
    join(folder, "tsconfig.declarations.json"),
    JSON.stringify({
      ...base,
      compilerOptions: {
        ...base.compilerOptions,
        emitDeclarationOnly: true,
        declarationMap: false,
        sourceMap: false,
        outDir: "out",
        rootDir: "../../../..",
      },
      files: ["exported.ts"],
    }),
  );
  output = spawnSync(compiler, ["-p", join(folder, "tsconfig.json")], { encoding: "utf8" }).stdout;
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(
  Object.entries(programs).map(([name, [, message]], index) => [name, index, message] as const),
)("O030 the compiler explains %s", (_, index, message) => {
  const lines = output.split("\n");
  const start = lines.findIndex((line) => line.includes(`p${index}.ts(`));
  const end = lines.findIndex(
    (line, at) => at > start && /^\S+\.ts\(/.test(line) && !line.includes(`p${index}.ts(`),
  );
  expect(start).toBeGreaterThanOrEqual(0);
  expect(lines.slice(start, end < 0 ? undefined : end).join("\n")).toMatch(message);
});

test("declarations of exported assets need no annotation and stay short", () => {
  const run = spawnSync(compiler, ["-p", join(folder, "tsconfig.declarations.json")], {
    encoding: "utf8",
  });
  expect(run.stdout).toBe("");
  const text = readFileSync(
    join(folder, "out/packages/core/test", folder.split("/").at(-1) as string, "exported.d.ts"),
    "utf8",
  );
  expect(text).toContain(
    'numbers: import("@heddle/core").Asset<number[], undefined, {\n    readonly wandb_artifacts_manager: import("@heddle/core").IOManager;\n}>',
  );
  expect(text).toContain('total: import("@heddle/core").Asset<number, undefined, {}>');
  expect(text).not.toContain("zod");
}, 120_000);

test("a thousand assets in a chain cost the compiler less than 300 instantiations each", () => {
  const count = 1000;
  const lines = [
    'import { asset } from "@heddle/core";',
    'import { z } from "zod";',
    'export const a0 = asset({ name: "a0" }, () => [1]);',
  ];
  for (let number = 1; number < count; number += 1) {
    const second = number % 3 === 0 ? `, a${number - 2}` : "";
    const config = number % 10 === 0 ? ", config: z.object({ rate: z.number() })" : "";
    lines.push(
      `export const a${number} = asset({ name: "a${number}", ins: { a${number - 1}${second} }${config} }, (inputs) => [inputs.a${number - 1}.length]);`,
    );
  }
  writeFileSync(join(folder, "chain.ts"), lines.join("\n"));
  writeFileSync(join(folder, "single.ts"), lines.slice(0, 3).join("\n"));
  const instantiations = (file: string): number => {
    const config = join(folder, `tsconfig.${file}.json`);
    writeFileSync(
      config,
      JSON.stringify({ extends: "./tsconfig.json", files: [`${file}.ts`], include: [] }),
    );
    const { stdout } = spawnSync(
      compiler,
      ["-p", config, "--extendedDiagnostics", "--singleThreaded"],
      { encoding: "utf8" },
    );
    expect(stdout).not.toContain("error TS");
    return Number(/Instantiations:\s+([\d,]+)/.exec(stdout)?.[1]?.replaceAll(",", ""));
  };
  expect((instantiations("chain") - instantiations("single")) / count).toBeLessThan(300);
}, 120_000);
