import type { Terminal } from "../terminal.ts";

/** Prints data for machines with `--json`, else the text for people. */
export function print(
  terminal: Terminal,
  { json }: { readonly json?: boolean | undefined },
  data: unknown,
  text: () => string,
): void {
  terminal.write(`${json === true ? JSON.stringify(data) : text()}\n`);
}
