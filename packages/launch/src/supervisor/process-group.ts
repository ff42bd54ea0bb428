import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** A living process as the system sees it; zombies do not count as living. */
interface ProcessEntry {
  readonly pid: number;
  readonly group: number;
  /** Start time in the system's own unit; with the pid it names one process for all time. */
  readonly startedAt: string;
}

/**
 * A text that names this very process: a later process with the same number has another one.
 *
 * @returns undefined when no such process lives
 */
export function processIdentity(pid: number): string | undefined {
  const entry = processEntry(pid);
  return entry === undefined ? undefined : `${entry.pid}@${entry.startedAt}`;
}

/** The living members of a process group. */
export function groupMembers(group: number): number[] {
  return livingProcesses()
    .filter((entry) => entry.group === group)
    .map((entry) => entry.pid);
}

/** Sends a signal to each member of a process group; a group that is gone is no error. */
export function signalGroup(group: number, signal: NodeJS.Signals): void {
  if (group <= 1) throw new RangeError(`process group ${group} must not be signalled`);
  try {
    process.kill(-group, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/**
 * Ends a process group: asks, waits at most `graceMs`, then kills, and returns once no member lives.
 *
 * @param graceMs 0 kills at once
 */
export async function endGroup(group: number, graceMs: number): Promise<void> {
  if (graceMs > 0) {
    signalGroup(group, "SIGTERM");
    const limit = Date.now() + graceMs;
    while (Date.now() < limit) {
      if (groupMembers(group).length === 0) return;
      await pause(Math.min(25, Math.max(1, limit - Date.now())));
    }
  }
  for (let attempt = 0; groupMembers(group).length > 0; attempt += 1) {
    if (attempt >= 1000) throw new Error(`process group ${group} does not end`);
    signalGroup(group, "SIGKILL");
    await pause(5);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function processEntry(pid: number): ProcessEntry | undefined {
  if (process.platform === "linux") return linuxEntry(pid);
  return livingProcesses().find((entry) => entry.pid === pid);
}

function livingProcesses(): ProcessEntry[] {
  if (process.platform === "linux") {
    return readdirSync("/proc").flatMap((name) => {
      const entry = /^\d+$/.test(name) ? linuxEntry(Number(name)) : undefined;
      return entry === undefined ? [] : [entry];
    });
  }
  const listing = execFileSync("ps", ["-A", "-o", "pid=,pgid=,stat=,lstart="], {
    encoding: "utf8",
  });
  return listing.split("\n").flatMap((line) => {
    const [pid, group, state, ...start] = line.trim().split(/\s+/);
    if (pid === undefined || group === undefined || state === undefined || state.startsWith("Z"))
      return [];
    return [{ pid: Number(pid), group: Number(group), startedAt: start.join(" ") }];
  });
}

// proc_pid_stat(5): the name in parentheses may hold anything, so fields are counted after the last one.
function linuxEntry(pid: number): ProcessEntry | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    // The process ended between two looks.
    return undefined;
  }
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const state = fields[0];
  if (state === "Z" || state === "X") return undefined;
  return { pid, group: Number(fields[2]), startedAt: fields[19] ?? "" };
}
