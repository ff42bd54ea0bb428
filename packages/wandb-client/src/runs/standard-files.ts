import { plainValue } from "./encode.ts";
import type { RunFile } from "./run-files.ts";
import type { RunStart } from "./start-run.ts";
import { systemInfo } from "./system-info.ts";

/** The files that every run leaves: its config, summary and the facts about its machine. */
export function standardFiles(
  config: Readonly<Record<string, unknown>>,
  summary: Readonly<Record<string, unknown>>,
  { options, startedAt }: Pick<RunStart, "options" | "startedAt">,
): RunFile[] {
  // JSON is YAML, so that any value is written safely.
  const yaml = Object.entries(config).map(
    ([key, value]) =>
      `${JSON.stringify(key)}:\n    value: ${JSON.stringify(plainValue(value, 0))}\n`,
  );
  return [
    textFile("config.yaml", yaml.join("")),
    textFile("wandb-summary.json", JSON.stringify(plainValue(summary, 0))),
    ...(options.systemInfo === false
      ? []
      : [textFile("wandb-metadata.json", JSON.stringify(systemInfo(startedAt), undefined, 2))]),
  ];
}

function textFile(name: string, text: string): RunFile {
  return { name, content: new TextEncoder().encode(text) };
}
