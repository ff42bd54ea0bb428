import { invalidDefinition } from "./invalid-definition.ts";
import type { Cadence, CronOverrides } from "./time-partitions.ts";

/** The cadence of a cron expression of a plain shape. */
export function cadenceOf(cron: string): Cadence | undefined {
  if (/^\d+ \* \* \* \*$/.test(cron)) return "hourly";
  if (/^\d+ \d+ \* \* \*$/.test(cron)) return "daily";
  if (/^\d+ \d+ \* \* \d+$/.test(cron)) return "weekly";
  if (/^\d+ \d+ \d+ \* \*$/.test(cron)) return "monthly";
  return undefined;
}

/**
 * A cadence's cron expression with some fields replaced.
 *
 * @throws PARTITIONS_INVALID_DEFINITION for a field that the cadence does not have
 */
export function cronWith(
  cron: string,
  cadence: Cadence | undefined,
  overrides: CronOverrides,
): string {
  const given = Object.entries(overrides).filter(([, value]) => value !== undefined);
  if (given.length === 0) return cron;
  const allowed: Readonly<Record<Cadence, readonly string[]>> = {
    hourly: ["minuteOfHour"],
    daily: ["minuteOfHour", "hourOfDay"],
    weekly: ["minuteOfHour", "hourOfDay", "dayOfWeek"],
    monthly: ["minuteOfHour", "hourOfDay", "dayOfMonth"],
  };
  const legal = cadence === undefined ? [] : allowed[cadence];
  const problems = given
    .filter(([name]) => !legal.includes(name))
    .map(([name]) => ({
      path: name,
      message: `${name} cannot be set for ${cadence ?? `the cron schedule "${cron}"`}`,
    }));
  if (problems.length > 0) throw invalidDefinition("cron schedule of partitions", problems);
  const [minute, hour, dayOfMonth, month, dayOfWeek] = cron.split(" ") as [
    string,
    string,
    string,
    string,
    string,
  ];
  return [
    overrides.minuteOfHour ?? minute,
    overrides.hourOfDay ?? hour,
    overrides.dayOfMonth ?? dayOfMonth,
    month,
    overrides.dayOfWeek ?? dayOfWeek,
  ].join(" ");
}
