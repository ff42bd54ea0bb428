import { plainValue } from "./encode.ts";
import type { RunFile } from "./run-files.ts";

/** The files that every run leaves: its config, summary and the facts about its machine. */
export function standardFiles(
  config: Readonly<Record<string, unknown>>,
  summary: Readonly<Record<string, unknown>>,
  system: Readonly<Record<string, unknown>> | undefined,
): RunFile[] {
  // JSON is YAML, so that any value is written safely.
  const yaml = Object.entries(config).map(
    ([key, value]) =>
      `${JSON.stringify(key)}:\n    value: ${JSON.stringify(plainValue(value, 0))}\n`,
  );
  return [
    textFile("config.yaml", yaml.join("")),
    textFile("wandb-summary.json", JSON.stringify(plainValue(summary, 0))),
    ...(system === undefined
      ? []
      : [textFile("wandb-metadata.json", JSON.stringify(system, undefined, 2))]),
  ];
}

function textFile(name: string, text: string): RunFile {
  return { name, content: new TextEncoder().encode(text) };
}
