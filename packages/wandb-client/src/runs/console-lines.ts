import { StringDecoder } from "node:string_decoder";

/** Where a line of console output comes from. */
export interface ConsoleOptions {
  readonly stream?: "stdout" | "stderr";
  /** Names the writer, where several processes share a run. */
  readonly label?: string;
}

const longestPartialLine = 1024 * 1024;

/** Cuts text into lines; what has no line end yet waits for the rest. */
export class LineSplitter {
  readonly #partial = new Map<string, string>();

  /** The complete lines of a stream after `text` was added. */
  push(stream: string, text: string): string[] {
    const lines = ((this.#partial.get(stream) ?? "") + text).split("\n");
    const rest = lines.pop() ?? "";
    if (rest.length > longestPartialLine) {
      lines.push(rest);
      this.#partial.set(stream, "");
    } else {
      this.#partial.set(stream, rest);
    }
    return lines.map(lastState);
  }

  /** What is left without a line end. */
  end(): { stream: string; line: string }[] {
    const rest = [...this.#partial]
      .filter(([, text]) => text !== "")
      .map(([stream, text]) => ({ stream, line: lastState(text) }));
    this.#partial.clear();
    return rest;
  }
}

/** A progress bar rewrites its line after `\r`; the last state counts. */
function lastState(line: string): string {
  const text = line.endsWith("\r") ? line.slice(0, -1) : line;
  return text.slice(text.lastIndexOf("\r") + 1);
}

/** A line as the filestream wants it: plain text, or JSON where the server shows structured lines. */
export function encodeConsoleLine(
  line: string,
  now: number,
  options: ConsoleOptions,
  isStructured: boolean,
): string {
  // ISO time without zone, with microseconds.
  const time = `${new Date(now).toISOString().slice(0, -1)}000`;
  const isError = options.stream === "stderr";
  if (isStructured) {
    return JSON.stringify({
      ...(isError ? { level: "error" } : {}),
      ts: time,
      content: line,
      ...(options.label === undefined ? {} : { label: options.label }),
    });
  }
  return `${isError ? "ERROR " : ""}${time} ${options.label === undefined ? "" : `[${options.label}] `}${line}`;
}

type Write = typeof process.stdout.write;

/**
 * Copies what the process writes to its standard streams, until the returned function is called.
 *
 * @param receive called with each piece of text
 */
export function captureConsole(
  receive: (text: string, stream: "stdout" | "stderr") => void,
): () => void {
  const restore = (["stdout", "stderr"] as const).map((name) => {
    const target = process[name];
    const original = target.write.bind(target);
    const before = Object.getOwnPropertyDescriptor(target, "write");
    // A character may be cut in two where a child's output is passed on.
    const decoder = new StringDecoder("utf8");
    const patched = ((...parameters: Parameters<Write>): boolean => {
      const [chunk] = parameters;
      receive(typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk)), name);
      return original(...parameters);
    }) as Write;
    target.write = patched;
    return () => {
      if (Object.getOwnPropertyDescriptor(target, "write")?.value !== patched) return;
      if (before === undefined) Reflect.deleteProperty(target, "write");
      else Object.defineProperty(target, "write", before);
    };
  });
  return () => {
    for (const each of restore) each();
  };
}
