import { readdirSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { defaultServerConditions } from "vite";

const source = { conditions: ["@heddle/source", ...defaultServerConditions] };
const here = import.meta.dirname;

export default defineConfig({
  resolve: source,
  ssr: { resolve: source },
  test: {
    reporters: ["default", "./vitest.reporter.ts"],
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    projects: readdirSync(`${here}/packages`).map((name) => ({
      extends: true as const,
      root: `${here}/packages/${name}`,
      test: {
        name,
        include: ["test/interop/**/*.interop.ts"],
        setupFiles: [`${here}/test/isolate.ts`],
      },
    })),
  },
});
