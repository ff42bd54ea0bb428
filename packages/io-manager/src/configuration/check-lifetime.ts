import type { ConfigurationFault } from "../errors.ts";
import { checkAliases } from "./check-labels.ts";
import { describe } from "./locate.ts";
import { isRecord } from "./spelling.ts";
import type { LinkArguments } from "./write-types.ts";

const secondsPer: Readonly<Record<string, number>> = { days: 86_400, hours: 3_600, minutes: 60 };

/** Checks `ttl` and adds it up to seconds. */
export function checkTtl(
  value: unknown,
  faults: ConfigurationFault[],
): number | "inherit" | "never" | undefined {
  if (value === undefined) return undefined;
  if (value === null) return "never";
  if (value === "inherit") return "inherit";
  const fault = (message: string): undefined => {
    faults.push({ code: "E-W20", path: "ttl", message });
    return undefined;
  };
  if (!isRecord(value)) {
    return fault(`"ttl" must be like { days: 30 }, "inherit" or null, not ${describe(value)}`);
  }
  let seconds = 0;
  for (const [unit, amount] of Object.entries(value)) {
    const factor = Object.hasOwn(secondsPer, unit) ? secondsPer[unit] : undefined;
    if (factor === undefined) return fault(`"ttl" knows days, hours and minutes, not "${unit}"`);
    if (typeof amount !== "number" || !Number.isFinite(amount) || amount < 0) {
      return fault(`"ttl.${unit}" must be a number from 0 up, not ${describe(amount)}`);
    }
    seconds += amount * factor;
  }
  return seconds >= 1 ? Math.round(seconds) : fault('"ttl" must be longer than nothing');
}

/** Checks `link` and brings its short forms into one. */
export function checkLink(value: unknown, faults: ConfigurationFault[]): readonly LinkArguments[] {
  if (value === undefined || value === null) return [];
  const items = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  return items.flatMap((item, index) => {
    const place = Array.isArray(value) ? `link[${index}]` : "link";
    const link = typeof item === "string" ? { path: item } : item;
    if (!isRecord(link) || typeof link["path"] !== "string") {
      faults.push({
        code: "E-W20",
        path: place,
        message: `"${place}" must be a registry path or { path, aliases }, not ${describe(item)}`,
      });
      return [];
    }
    const path = link["path"];
    if (!/^[^/:]+(\/[^/:]+){0,2}$/.test(path)) {
      faults.push({
        code: "E-W20",
        path: `${place}.path`,
        message: `the registry path ${JSON.stringify(path)} must be [[entity/]project/]collection without a version`,
      });
      return [];
    }
    return [{ path, aliases: checkAliases(`${place}.aliases`, link["aliases"], faults) }];
  });
}
