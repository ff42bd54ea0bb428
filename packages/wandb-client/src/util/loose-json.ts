/** Reads JSON as W&B's clients write it, where `NaN` and `Infinity` may stand bare. */
export function parseLoose(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Python's writers leave these words unquoted; outside strings they become strings.
    const quoted = text.replace(/"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g, (token) =>
      token.startsWith('"') ? token : `"${token}"`,
    );
    return JSON.parse(quoted);
  }
}
