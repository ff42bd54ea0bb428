/**
 * Puts into `package-lock.json` the optional platform packages (builds of a native tool for other
 * systems) that npm left out because some registry mirrors omit them.
 * Without them `npm ci` refuses the lockfile. Run it after every change of dependencies.
 */
import { readFileSync, writeFileSync } from "node:fs";

interface LockEntry {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8")) as { packages: Record<string, LockEntry> };
const systems = "aix android darwin freebsd linux netbsd openbsd openharmony sunos win32".split(
  " ",
);
const processors = "arm arm64 ia32 loong64 mips64el ppc64 riscv64 s390x wasm32 x64".split(" ");
const synonyms: Record<string, string> = { linuxmusl: "linux", windows: "win32", "64": "x64" };

let added = 0;
for (const [parent, entry] of Object.entries(lock.packages)) {
  if (parent === "") continue;
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isInstalled(name, parent) || !/^\d+\.\d+\.\d+/.test(version)) continue;
    const words = (name.split("/").pop() ?? name).split("-").map((word) => synonyms[word] ?? word);
    const os = words.find((word) => systems.includes(word));
    const cpu = words.find((word) => processors.includes(word));
    if (os === undefined && cpu !== "wasm32") {
      throw new Error(`cannot tell the platform of ${name}@${version}; add it by hand`);
    }
    const libc = words.some((word) => word.includes("musl"))
      ? "musl"
      : words.some((word) => word.startsWith("gnu"))
        ? "glibc"
        : undefined;
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(cpu === undefined ? {} : { cpu: [cpu] }),
      ...(entry.dev === true ? { dev: true } : {}),
      ...(libc === undefined ? {} : { libc: [libc] }),
      optional: true,
      ...(os === undefined ? {} : { os: [os] }),
    };
    added += 1;
  }
}

lock.packages = Object.fromEntries(
  Object.entries(lock.packages).toSorted(([a], [b]) => a.localeCompare(b, "en")),
);
writeFileSync(file, JSON.stringify(lock, null, 2) + "\n");
console.log(`${added} platform packages added to package-lock.json`);

/** Whether `parent` finds the package `name`, looking upwards the way Node does. */
function isInstalled(name: string, parent: string): boolean {
  for (let folder = parent; ;) {
    if (lock.packages[`${folder}/node_modules/${name}`] !== undefined) return true;
    const cut = folder.lastIndexOf("/node_modules/");
    if (cut < 0) return lock.packages[`node_modules/${name}`] !== undefined;
    folder = folder.slice(0, cut);
  }
}
