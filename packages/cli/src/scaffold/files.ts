/** The files that `heddle init` writes, by path. */
export function projectFiles(name: string, version: string): Readonly<Record<string, string>> {
  return {
    "package.json": `${JSON.stringify(
      {
        name,
        private: true,
        type: "module",
        scripts: {
          check: "heddle check",
          materialize: "heddle materialize",
          "wandb-server": "heddle wandb-server",
        },
        dependencies: Object.fromEntries(
          ["cli", "core", "io-manager", "partitions", "wandb-client"].map((each) => [
            `@heddle/${each}`,
            `^${version}`,
          ]),
        ),
        engines: { node: ">=22.18.0" },
      },
      null,
      2,
    )}\n`,
    "tsconfig.json": `${JSON.stringify(
      {
        compilerOptions: {
          target: "es2024",
          lib: ["es2024", "esnext.disposable"],
          module: "nodenext",
          strict: true,
          noEmit: true,
          erasableSyntaxOnly: true,
          allowImportingTsExtensions: true,
          verbatimModuleSyntax: true,
          skipLibCheck: true,
        },
        include: ["*.ts"],
      },
      null,
      2,
    )}\n`,
    ".gitignore": "node_modules\n.heddle\n",
    "config.yaml": `# Run config: heddle materialize --config config.yaml
resources:
  wandb_config:
    config:
      project: ${name}
`,
    "heddle.ts": `import { asset, assetDefaults, assetIn, definitions, makeValuesResource } from "@heddle/core";
import { wandbArtifact, wandbArtifactsIOManager, wandbResource } from "@heddle/io-manager";
import { dailyPartitions } from "@heddle/partitions";
import { Table } from "@heddle/wandb-client";
import { z } from "zod";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });

export const numbers = asset(
  { name: "numbers", ...manager, metadata: wandbArtifact({ type: "dataset" }) },
  () => [1, 2, 3],
);

export const total = asset(
  { name: "total", ...manager, ins: { rows: assetIn(numbers) }, metadata: wandbArtifact({ type: "results" }) },
  ({ rows }, context) => {
    context.log.info(\`adding \${rows.length} rows\`);
    return rows.reduce((sum, row) => sum + row, 0);
  },
);

export const daily = asset(
  {
    name: "daily",
    ...manager,
    partitions: dailyPartitions({ start: "2023-01-01", end: "2023-02-01" }),
    metadata: wandbArtifact({ type: "dataset" }),
  },
  (_, context) => new Table({ columns: ["day", "value"], data: [[context.partitionKey, 42]] }),
);

export default definitions({
  assets: [numbers, total, daily],
  resources: {
    wandb_config: makeValuesResource({ entity: z.string().optional(), project: z.string() }),
    wandb_resource: wandbResource.configured({
      api_key: { env: "WANDB_API_KEY" },
      host: { env: "WANDB_BASE_URL" },
    }),
    wandb_artifacts_manager: wandbArtifactsIOManager.configured({ cache_duration_in_minutes: 60 }),
  },
});
`,
  };
}
