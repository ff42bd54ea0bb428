import { availableParallelism, cpus, hostname, release, totalmem, type } from "node:os";

/** Facts about the machine and process, as `wandb-metadata.json` holds them. */
export function systemInfo(startedAt: number): Record<string, unknown> {
  return {
    os: `${type()} ${release()}`,
    node: process.version,
    heartbeatAt: new Date(startedAt).toISOString(),
    startedAt: new Date(startedAt).toISOString(),
    program: process.argv[1] ?? "",
    host: hostname(),
    executable: process.execPath,
    cpu_count: cpus().length,
    cpu_count_logical: availableParallelism(),
    memory: { total: String(totalmem()) },
  };
}
