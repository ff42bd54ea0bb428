import { builtinModules } from "node:module";
import { join } from "node:path";
import { build, defaultClientConditions, type Rollup } from "vite";

/** A bundle for browsers, and which of Node's modules its sources import. */
export interface Bundle {
  readonly code: string;
  readonly nodeImports: readonly string[];
}

const builtins = new Set(builtinModules);

/** Bundles a module and all that it imports, as an application would. */
export async function bundleForBrowsers(entry: string): Promise<Bundle> {
  const nodeImports: string[] = [];
  const result = await build({
    configFile: false,
    logLevel: "silent",
    root: join(import.meta.dirname, "../.."),
    resolve: { conditions: ["@heddle/source", ...defaultClientConditions] },
    plugins: [
      {
        name: "node-imports",
        enforce: "pre",
        resolveId(source, importer) {
          if (source.startsWith("node:") || builtins.has(source)) {
            nodeImports.push(`${source} from ${String(importer)}`);
          }
        },
      },
    ],
    build: {
      write: false,
      target: "esnext",
      lib: { entry, formats: ["es"], fileName: "bundle" },
    },
  });
  const [output] = (Array.isArray(result) ? result : [result]) as Rollup.RollupOutput[];
  const code = output!.output.map((part) => (part.type === "chunk" ? part.code : "")).join("");
  return { code, nodeImports };
}
