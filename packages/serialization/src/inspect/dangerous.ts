import type { GlobalPattern } from "../pickle/decode/options.ts";

/**
 * Globals whose use in a pickle is the mark of an attack: they run code, open files or sockets, or reach into
 * the interpreter. For `deny`, and what `inspect()` reports.
 */
export const dangerousGlobals: readonly GlobalPattern[] = [
  ...[
    "os",
    "posix",
    "nt",
    "subprocess",
    "sys",
    "importlib",
    "runpy",
    "socket",
    "shutil",
    "ctypes",
    "pty",
  ],
  ...[
    "webbrowser",
    "code",
    "codeop",
    "pickle",
    "_pickle",
    "marshal",
    "commands",
    "platform",
    "tempfile",
  ],
  ...[
    "multiprocessing",
    "threading",
    "asyncio",
    "signal",
    "bdb",
    "pdb",
    "timeit",
    "profile",
    "cProfile",
  ],
  ...["builtins.eval", "builtins.exec", "builtins.compile", "builtins.open", "builtins.__import__"],
  ...[
    "builtins.getattr",
    "builtins.setattr",
    "builtins.delattr",
    "builtins.globals",
    "builtins.locals",
  ],
  ...["builtins.breakpoint", "builtins.input", "builtins.vars", "io.open", "io.open_code"],
  ...["operator.attrgetter", "operator.itemgetter", "operator.methodcaller", "functools.partial"],
  ...["types.FunctionType", "types.CodeType", "dill._dill._eval_repr", "dill._dill._import_module"],
].flatMap((name): GlobalPattern[] => (name.includes(".") ? [name] : [`${name}.*`]));
