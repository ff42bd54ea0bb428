import type { Problem } from "@heddle/errors";

const controls = Array.from("\u0000\u0007\b\t\n\v\f\r");
const reservedInDimension = /[|,[\]]/;

/** What is wrong with a text as a partition key; undefined when nothing is. */
export function keyProblem(key: unknown): string | undefined {
  if (typeof key !== "string") return `a partition key is a text, not ${typeof key}`;
  if (key === "") return "a partition key cannot be empty";
  if (key.includes("...")) return `"${key}" contains "...", which separates the ends of a range`;
  if (controls.some((control) => key.includes(control)))
    return `${JSON.stringify(key)} contains a control character`;
  return undefined;
}

/** What is wrong with a text as the key of one dimension among several. */
export function dimensionKeyProblem(key: string): string | undefined {
  return reservedInDimension.test(key)
    ? `"${key}" contains one of | , [ ], which separate dimensions and ranges`
    : undefined;
}

/** Problems of a list of keys: each faulty key, and all that occur twice. At most 20 are reported. */
export function keyListProblems(keys: readonly unknown[], path: string): readonly Problem[] {
  const problems: Problem[] = [];
  keys.forEach((key, index) => {
    const message = keyProblem(key);
    if (message !== undefined)
      problems.push({ path: `${path}[${index}]`, message, code: "PARTITIONS_INVALID_KEY" });
  });
  const seen = new Set<unknown>();
  const twice = new Set<unknown>();
  for (const key of keys) {
    if (seen.has(key)) twice.add(key);
    seen.add(key);
  }
  if (twice.size > 0) {
    const some = [...twice].slice(0, 20).map((key) => JSON.stringify(key));
    problems.push({
      path,
      message: `keys occur more than once: ${some.join(", ")}${twice.size > 20 ? ", …" : ""}`,
    });
  }
  return problems.slice(0, 21);
}
