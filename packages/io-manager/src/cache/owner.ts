import { hostname } from "node:os";
import { hasCode } from "./file-errors.ts";

/** The process that holds a lock or a lease. */
export interface Owner {
  readonly pid: number;
  readonly host: string;
}

/** This process as text, for lock and lease files; `token` tells two of its locks apart. */
export function ownerText(token: string): string {
  return JSON.stringify({ pid: process.pid, host: hostname(), token });
}

/** The owner that a file names; undefined when the file is not (yet) complete. */
export function parseOwner(text: string): Owner | undefined {
  try {
    const { pid, host } = JSON.parse(text) as Partial<Record<keyof Owner, unknown>>;
    return typeof pid === "number" && typeof host === "string" ? { pid, host } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a process lives; undefined when it runs on another machine and cannot be asked. */
export function isAlive(owner: Owner): boolean | undefined {
  if (owner.host !== hostname()) return undefined;
  if (owner.pid === process.pid) return true;
  try {
    process.kill(owner.pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}
