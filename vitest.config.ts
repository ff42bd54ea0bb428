import { readdirSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { defaultServerConditions } from "vite";

const source = { conditions: ["@heddle/source", ...defaultServerConditions] };
const here = import.meta.dirname;
const members = ["packages", "apps"].flatMap((folder) =>
  readdirSync(`${here}/${folder}`).map((name) => ({ name, root: `${here}/${folder}/${name}` })),
);

export default defineConfig({
  resolve: source,
  ssr: { resolve: source },
  test: {
    reporters: ["default", "./vitest.reporter.ts"],
    // Machines differ and tests run in parallel: a timeout only catches what hangs.
    // Most tests wait for processes, files or answers: more workers than cores keep the cores busy.
    maxWorkers: 4,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: { include: ["packages/*/src/**/*.ts"], exclude: ["**/*.test.ts", "**/*.test-d.ts"] },
    projects: [
      ...members.map(({ name, root }) => ({
        extends: true as const,
        root,
        test: {
          name,
          include: ["{src,test}/**/*.test.ts"],
          setupFiles: [`${here}/test/isolate.ts`],
          typecheck: {
            enabled: true,
            include: ["{src,test}/**/*.test-d.ts"],
            tsconfig: "./tsconfig.json",
          },
        },
      })),
      {
        extends: true as const,
        root: here,
        test: {
          name: "repository",
          include: ["test/**/*.test.ts", "scripts/**/*.test.ts"],
          setupFiles: [`${here}/test/isolate.ts`],
        },
      },
    ],
  },
});
