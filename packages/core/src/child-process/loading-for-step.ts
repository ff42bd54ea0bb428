import { CoreError } from "../errors.ts";

let loading = false;

/**
 * Loads a module in a step's process. Meanwhile {@link refuseWhileLoading} keeps that module from starting processes of its
 * own, which would load it as well, and so on without an end.
 */
export async function loadingForStep<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  loading = true;
  try {
    return await load();
  } finally {
    loading = false;
  }
}

/** @throws CORE_CODE_LOCATION while a module is being loaded for a step */
export function refuseWhileLoading(jobName: string): void {
  if (!loading) return;
  throw new CoreError({
    code: "CORE_CODE_LOCATION",
    message: `a run of "${jobName}" with steps in processes was started by the very module that such a process is loading`,
    hint: "Keep the definitions in a module of their own, apart from the program that runs them, and give that module as `file`.",
    details: { jobName },
  });
}
