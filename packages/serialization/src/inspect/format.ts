import type { Inspection } from "./inspect.ts";
import type { Operation } from "./operations.ts";

/**
 * An inspection as text, one line per opcode: offset, opcode, argument, indented by open marks.
 *
 * @param options `maxArgument`: characters shown of an argument. Default 80.
 */
export function formatInspection(
  inspection: Inspection,
  options: { readonly maxArgument?: number } = {},
): string {
  const { maxArgument = 80 } = options;
  const lines: string[] = [];
  let depth = 0;
  for (const operation of inspection.operations) {
    if (closesMark.has(operation.opcode)) depth = Math.max(0, depth - 1);
    const argument = shown(operation.argument, maxArgument);
    const text = argument === "" ? operation.opcode : `${operation.opcode.padEnd(16)} ${argument}`;
    lines.push(
      `${String(operation.offset).padStart(6)}: ${"  ".repeat(Math.min(depth, 40))}${text}`,
    );
    if (operation.opcode === "MARK") depth += 1;
  }
  const globals = inspection.globals.map(
    ({ module, name, dangerous }) =>
      `  ${JSON.stringify(`${module}.${name}`).slice(1, -1)}${dangerous ? "  (dangerous)" : ""}`,
  );
  lines.push(
    `protocol ${inspection.protocol}, ${inspection.operations.length} opcodes, ${inspection.memoSize} memo entries, ${inspection.end} bytes`,
    globals.length === 0 ? "no globals" : `globals:\n${globals.join("\n")}`,
  );
  return lines.join("\n");
}

const closesMark: ReadonlySet<string> = new Set([
  "APPENDS",
  "SETITEMS",
  "ADDITEMS",
  "TUPLE",
  "LIST",
  "DICT",
  "FROZENSET",
  "OBJ",
  "INST",
  "POP_MARK",
]);

function shown(argument: Operation["argument"], limit: number): string {
  if (argument === undefined) return "";
  if (argument instanceof Uint8Array) {
    const hex = Array.from(argument.subarray(0, Math.ceil(limit / 3)), (byte) =>
      byte.toString(16).padStart(2, "0"),
    );
    const rest = argument.length > hex.length ? " …" : "";
    return `${argument.length} bytes: ${hex.join(" ")}${rest}`;
  }
  if (typeof argument === "bigint") return shownInteger(argument, limit);
  const text = typeof argument === "string" ? JSON.stringify(argument) : String(argument);
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}

/** Digits of an integer: decimal ones of a very long one take a time that grows faster than they. */
function shownInteger(value: bigint, limit: number): string {
  const hex = value.toString(16);
  const text = hex.length <= 3600 ? String(value) : value < 0n ? `-0x${hex.slice(1)}` : `0x${hex}`;
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}
