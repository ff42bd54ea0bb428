/**
 * Names of Python 2 and Python 3 for the same things, as CPython's `fix_imports` maps them
 * (`_compat_pickle.py` of CPython 3.11): protocols 0 to 2 hold the old ones. Old before new.
 */

/** Exceptions of both: `exceptions.X` of Python 2 is `builtins.X`. */
const exceptions = (
  "ArithmeticError AssertionError AttributeError BaseException BufferError BytesWarning DeprecationWarning " +
  "EOFError EnvironmentError Exception FloatingPointError FutureWarning GeneratorExit IOError ImportError " +
  "ImportWarning IndentationError IndexError KeyError KeyboardInterrupt LookupError MemoryError NameError " +
  "NotImplementedError OSError OverflowError PendingDeprecationWarning ReferenceError RuntimeError " +
  "RuntimeWarning StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TypeError " +
  "UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning " +
  "UserWarning ValueError Warning ZeroDivisionError"
).split(" ");

/** Names that are mapped both ways. */
const names: readonly string[] = [
  "UserDict IterableUserDict > collections UserDict",
  "UserList UserList > collections UserList",
  "UserString UserString > collections UserString",
  "__builtin__ intern > sys intern",
  "__builtin__ long > builtins int",
  "__builtin__ reduce > functools reduce",
  "__builtin__ unichr > builtins chr",
  "__builtin__ unicode > builtins str",
  "__builtin__ xrange > builtins range",
  "_multiprocessing Connection > multiprocessing.connection Connection",
  "_socket fromfd > socket fromfd",
  "itertools ifilter > builtins filter",
  "itertools ifilterfalse > itertools filterfalse",
  "itertools imap > builtins map",
  "itertools izip > builtins zip",
  "itertools izip_longest > itertools zip_longest",
  "multiprocessing AuthenticationError > multiprocessing.context AuthenticationError",
  "multiprocessing BufferTooShort > multiprocessing.context BufferTooShort",
  "multiprocessing ProcessError > multiprocessing.context ProcessError",
  "multiprocessing TimeoutError > multiprocessing.context TimeoutError",
  "multiprocessing.forking Popen > multiprocessing.popen_fork Popen",
  "multiprocessing.process Process > multiprocessing.context Process",
  "urllib ContentTooShortError > urllib.error ContentTooShortError",
  "urllib getproxies > urllib.request getproxies",
  "urllib pathname2url > urllib.request pathname2url",
  "urllib quote > urllib.parse quote",
  "urllib quote_plus > urllib.parse quote_plus",
  "urllib unquote > urllib.parse unquote",
  "urllib unquote_plus > urllib.parse unquote_plus",
  "urllib url2pathname > urllib.request url2pathname",
  "urllib urlcleanup > urllib.request urlcleanup",
  "urllib urlencode > urllib.parse urlencode",
  "urllib urlopen > urllib.request urlopen",
  "urllib urlretrieve > urllib.request urlretrieve",
  "urllib2 HTTPError > urllib.error HTTPError",
  "urllib2 URLError > urllib.error URLError",
  "whichdb whichdb > dbm whichdb",
];

/** Names that are mapped one way only. */
const namesToNew: readonly string[] = [
  "UserDict UserDict > collections UserDict",
  "__builtin__ basestring > builtins str",
  "exceptions StandardError > builtins Exception",
  "socket _socketobject > socket SocketType",
];
const namesToOld: readonly string[] = [
  "__builtin__ reduce > _functools reduce",
  "socket _socketobject > _socket socket",
  "exceptions ImportError > builtins ModuleNotFoundError",
  "CGIHTTPServer CGIHTTPRequestHandler > http.server CGIHTTPRequestHandler",
  "SimpleHTTPServer SimpleHTTPRequestHandler > http.server SimpleHTTPRequestHandler",
  "FileDialog FileDialog > tkinter.filedialog FileDialog",
  "FileDialog LoadFileDialog > tkinter.filedialog LoadFileDialog",
  "FileDialog SaveFileDialog > tkinter.filedialog SaveFileDialog",
  "SimpleDialog SimpleDialog > tkinter.simpledialog SimpleDialog",
  "DocXMLRPCServer DocCGIXMLRPCRequestHandler > xmlrpc.server DocCGIXMLRPCRequestHandler",
  "DocXMLRPCServer DocXMLRPCRequestHandler > xmlrpc.server DocXMLRPCRequestHandler",
  "DocXMLRPCServer DocXMLRPCServer > xmlrpc.server DocXMLRPCServer",
  "DocXMLRPCServer ServerHTMLDoc > xmlrpc.server ServerHTMLDoc",
  "DocXMLRPCServer XMLRPCDocGenerator > xmlrpc.server XMLRPCDocGenerator",
];

/** Modules that are mapped both ways. */
const modules: readonly string[] = [
  "BaseHTTPServer > http.server",
  "ConfigParser > configparser",
  "Cookie > http.cookies",
  "Dialog > tkinter.dialog",
  "HTMLParser > html.parser",
  "Queue > queue",
  "ScrolledText > tkinter.scrolledtext",
  "SimpleXMLRPCServer > xmlrpc.server",
  "SocketServer > socketserver",
  "Tix > tkinter.tix",
  "Tkconstants > tkinter.constants",
  "Tkdnd > tkinter.dnd",
  "Tkinter > tkinter",
  "__builtin__ > builtins",
  "_abcoll > collections.abc",
  "_winreg > winreg",
  "anydbm > dbm",
  "commands > subprocess",
  "cookielib > http.cookiejar",
  "copy_reg > copyreg",
  "dbhash > dbm.bsd",
  "dbm > dbm.ndbm",
  "dumbdbm > dbm.dumb",
  "dummy_thread > _dummy_thread",
  "gdbm > dbm.gnu",
  "htmlentitydefs > html.entities",
  "httplib > http.client",
  "markupbase > _markupbase",
  "repr > reprlib",
  "robotparser > urllib.robotparser",
  "test.test_support > test.support",
  "thread > _thread",
  "tkColorChooser > tkinter.colorchooser",
  "tkCommonDialog > tkinter.commondialog",
  "tkFileDialog > tkinter.filedialog",
  "tkFont > tkinter.font",
  "tkMessageBox > tkinter.messagebox",
  "tkSimpleDialog > tkinter.simpledialog",
  "ttk > tkinter.ttk",
  "urllib2 > urllib.request",
  "urlparse > urllib.parse",
  "xmlrpclib > xmlrpc.client",
];

/** Modules that are mapped one way only. */
const modulesToNew: readonly string[] = [
  "CGIHTTPServer > http.server",
  "DocXMLRPCServer > xmlrpc.server",
  "FileDialog > tkinter.filedialog",
  "SimpleDialog > tkinter.simpledialog",
  "SimpleHTTPServer > http.server",
  "StringIO > io",
  "UserDict > collections",
  "UserList > collections",
  "UserString > collections",
  "_elementtree > xml.etree.ElementTree",
  "cPickle > pickle",
  "cStringIO > io",
  "whichdb > dbm",
];
const modulesToOld: readonly string[] = [
  "bz2 > _bz2",
  "dbm > _dbm",
  "functools > _functools",
  "gdbm > _gdbm",
  "pickle > _pickle",
];

const newNames: Table = /* @__PURE__ */ table(
  [...names, ...namesToNew, ...exceptions.map((name) => `exceptions ${name} > builtins ${name}`)],
  0,
);
const newModules: Table = /* @__PURE__ */ table([...modules, ...modulesToNew], 0);
// Only the encoder asks for these: a bundle of the decoder leaves them out.
const oldNames: Table = /* @__PURE__ */ oldNameTable();
const oldModules: Table = /* @__PURE__ */ table([...modules, ...modulesToOld], 1);

/** A module and a name in it. */
export interface GlobalName {
  readonly module: string;
  readonly name: string;
}

/** The Python 3 spelling of a global in a stream of protocol 0 to 2. */
export function toNewName(module: string, name: string): GlobalName {
  // dill's name for the namespace of the main program, which is no Python 2 module.
  if (module === "__builtin__" && name === "__main__") return { module, name };
  return rename(module, name, newNames, newModules);
}

/** The Python 2 spelling of a global, for protocols 0 to 2. */
export function toOldName(module: string, name: string): GlobalName {
  return rename(module, name, oldNames, oldModules);
}

function rename(module: string, name: string, ofNames: Table, ofModules: Table): GlobalName {
  const whole = ofNames.get(`${module} ${name}`);
  if (whole !== undefined) {
    const cut = whole.indexOf(" ");
    return { module: whole.slice(0, cut), name: whole.slice(cut + 1) };
  }
  return { module: ofModules.get(module) ?? module, name };
}

type Table = ReadonlyMap<string, string>;

/** @param from which column is looked up: 0 for the old spelling, 1 for the new one */
function table(rows: readonly string[], from: 0 | 1): Table {
  return new Map(
    rows.map((row) => {
      const columns = row.split(" > ");
      return [columns[from]!, columns[1 - from]!];
    }),
  );
}

function oldNameTable(): Table {
  const rows = exceptions.map((name) => `exceptions ${name} > builtins ${name}`);
  // Kinds of `OSError` that Python 2 lacks.
  const systemErrors = (
    "BrokenPipeError ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError " +
    "ConnectionResetError FileExistsError FileNotFoundError InterruptedError IsADirectoryError " +
    "NotADirectoryError PermissionError ProcessLookupError TimeoutError"
  ).split(" ");
  const others = systemErrors.map((name) => `exceptions OSError > builtins ${name}`);
  return table([...names, ...namesToOld, ...rows, ...others], 1);
}
