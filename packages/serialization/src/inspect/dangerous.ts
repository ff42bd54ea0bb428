import type { GlobalPattern } from "../pickle/decode/options.ts";

const modules =
  "os posix nt subprocess sys importlib runpy socket shutil ctypes pty webbrowser code codeop pickle _pickle " +
  "marshal commands platform tempfile multiprocessing threading asyncio signal bdb pdb timeit profile cProfile";

const builtins =
  "eval exec compile open __import__ getattr setattr delattr globals locals breakpoint input vars";

const others =
  "io.open io.open_code operator.attrgetter operator.itemgetter operator.methodcaller functools.partial " +
  "types.FunctionType types.CodeType dill._dill._eval_repr dill._dill._import_module";

/**
 * Globals whose use in a pickle is the mark of an attack: they run code, open files or sockets, or reach into
 * the interpreter. For `deny`, and what `inspect()` reports.
 */
export const dangerousGlobals: readonly GlobalPattern[] = [
  modules.split(" ").map((name) => `${name}.*`),
  builtins.split(" ").map((name) => `builtins.${name}`),
  others.split(" "),
].flat();
