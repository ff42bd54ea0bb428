import { fileURLToPath } from "node:url";

/** The path of a file or folder of the demo's `files`. */
export function demoFile(path: string): string {
  return fileURLToPath(new URL(`../../../files/${path}`, import.meta.url));
}
