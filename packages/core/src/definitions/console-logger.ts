import { z } from "zod";
import { logger, type LoggerDefinition } from "./logger.ts";

const levels = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] as const;

/**
 * Writes log lines to standard error. Every run knows it as `console`; it is silent unless the run config names it, as
 * `loggers: { console: { config: { log_level: INFO } } }`, or a job binds it.
 */
export const consoleLogger: LoggerDefinition = logger(
  {
    config: z.strictObject({
      log_level: z.enum(levels).default("INFO").describe("The least level that is shown."),
      name: z.string().default("heddle").describe("Name in front of each line."),
    }),
  },
  ({ log_level, name }) => ({
    log: (record) => {
      if (levels.indexOf(record.level) < levels.indexOf(log_level)) return;
      const place =
        record.stepKey === undefined ? record.jobName : `${record.jobName} - ${record.stepKey}`;
      process.stderr.write(
        `${new Date(record.timestamp).toISOString()} - ${name} - ${record.level} - ${place} - ${record.runId.slice(0, 8)} - ${record.message}\n`,
      );
    },
  }),
);
