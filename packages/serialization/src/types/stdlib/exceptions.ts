import type { GlobalHandler } from "../../pickle/decode/options.ts";
import { PyError } from "./values.ts";

/** The names of the built-in exceptions. */
export const exceptionNames: readonly string[] = (
  "ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError " +
  "BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError " +
  "ConnectionResetError DeprecationWarning EOFError EncodingWarning Exception ExceptionGroup FileExistsError " +
  "FileNotFoundError FloatingPointError FutureWarning GeneratorExit ImportError ImportWarning IndentationError " +
  "IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError " +
  "ModuleNotFoundError NameError NotADirectoryError NotImplementedError OSError OverflowError " +
  "PendingDeprecationWarning PermissionError ProcessLookupError RecursionError ReferenceError ResourceWarning " +
  "RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit " +
  "TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError " +
  "UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError"
).split(" ");

const exception: GlobalHandler = {
  call: (args, context, global) => {
    // The message joins the arguments, which the memo may give to any number of exceptions.
    context.allocate(args.reduce((sum: number, arg) => sum + textSize(arg), 0));
    return new PyError(global, args);
  },
};

/** The built-in exceptions. */
export const exceptionGlobals: ReadonlyMap<string, GlobalHandler> = new Map(
  exceptionNames.map((name) => [`builtins ${name}`, exception]),
);

function textSize(arg: unknown): number {
  return typeof arg === "string" ? 16 + 2 * arg.length : 48;
}
