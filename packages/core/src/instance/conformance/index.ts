import { assetCases } from "./assets.ts";
import type { ContractCase } from "./contract-case.ts";
import { coordinationCases } from "./coordination.ts";
import { eventCases } from "./events.ts";
import { runCases } from "./runs.ts";

export type { ContractCase, OpenStorage } from "./contract-case.ts";

/**
 * What every implementation of `InstanceStorage` must do, as tests for any test runner.
 *
 * @example
 * ```ts
 * import { instanceStorageContract } from "@heddle/core/conformance";
 * for (const { title, run } of instanceStorageContract) {
 *   test(title, () => run(({ clock }) => myStorage({ clock })));
 * }
 * ```
 */
export const instanceStorageContract: readonly ContractCase[] = [
  ...runCases,
  ...eventCases,
  ...assetCases,
  ...coordinationCases,
];
