/** The first eight characters of an orchestrator run's id. */
export function shortRunId(runId: string): string {
  return runId.slice(0, 8);
}

/** The alias that finds exactly the version that an orchestrator run wrote. */
export function runAlias(runId: string): string {
  return `dagster-run-${shortRunId(runId)}`;
}

/**
 * The aliases of a new version: the user's, then the run's, then `latest`, each once. The result is
 * a new list; the definition's own never grows.
 *
 * @param withRunAlias false leaves the run's alias out
 */
export function versionAliases(
  user: readonly string[],
  runId: string,
  withRunAlias: boolean,
): readonly string[] {
  return [...new Set([...user, ...(withRunAlias ? [runAlias(runId)] : []), "latest"])];
}
