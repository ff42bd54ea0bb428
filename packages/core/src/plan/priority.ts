/** Number in the tag `dagster/priority`; 0 when there is none. */
export function priorityOf(tags: Readonly<Record<string, string>>): number {
  const text = tags["dagster/priority"];
  const value = text === undefined ? 0 : Number(text);
  return Number.isInteger(value) ? value : 0;
}
