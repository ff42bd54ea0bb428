import { randomUUID } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** A process, so that it is not taken for another one that later has its number. */
export interface ProcessIdentity {
  readonly host: string;
  readonly pid: number;
  /** The system in which `pid` means something: a boot of a machine and a namespace in it. Known on Linux. */
  readonly system?: string;
  /** When the process began, in ticks since the boot. Known on Linux. */
  readonly started?: string;
}

/** This process. */
export function thisProcess(): ProcessIdentity {
  const system = readSystem();
  const started = readState("self")?.started;
  return {
    host: hostname(),
    pid: process.pid,
    ...(system === undefined ? {} : { system }),
    ...(started === undefined ? {} : { started }),
  };
}

/** A new name for something of this process that owns claims; {@link ownerProcess} reads the process from it. */
export function ownerName(): string {
  return JSON.stringify({ ...thisProcess(), id: randomUUID() });
}

/** The process of an owner; undefined for a name of another kind. */
export function ownerProcess(owner: string): ProcessIdentity | undefined {
  try {
    const value = JSON.parse(owner) as Partial<ProcessIdentity> | null;
    return typeof value?.host === "string" && typeof value.pid === "number"
      ? (value as ProcessIdentity)
      : undefined;
  } catch {
    // Names need not be JSON: anybody may claim under any name.
    return undefined;
  }
}

/** Whether a process lives; undefined when that cannot be told from here, as for another machine's. */
export function isAlive(other: ProcessIdentity): boolean | undefined {
  const here = thisProcess();
  if (other.host !== here.host || other.system !== here.system) return undefined;
  if (here.system !== undefined) {
    const state = readState(String(other.pid));
    return state !== undefined && !state.ended && state.started === other.started;
  }
  try {
    process.kill(other.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  // The number may belong to another process by now.
  return other.pid === process.pid ? true : undefined;
}

function readSystem(): string | undefined {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    // Not Linux, or /proc is not there: then only the lease counts.
    return undefined;
  }
}

/** Fields 3 and 22 of `/proc/<pid>/stat`; field 2 is a name in brackets that may hold anything. */
function readState(
  pid: string,
): { readonly ended: boolean; readonly started: string | undefined } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { ended: fields[0] === "Z" || fields[0] === "X", started: fields[19] };
  } catch {
    // There is no such process.
    return undefined;
  }
}
