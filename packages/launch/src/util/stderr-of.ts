/** The lines that a failed command wrote to its standard error, trimmed; empty when there are none. */
export function stderrOf(failure: unknown): readonly string[] {
  const stderr = (failure as { readonly stderr?: unknown } | null | undefined)?.stderr;
  return typeof stderr === "string" ? stderr.trim().split("\n") : [];
}
