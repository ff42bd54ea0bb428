const adjectives = "amber bright calm deft eager fresh gentle happy keen lively mellow noble".split(
  " ",
);
const nouns = "brook cloud dawn field forest lake meadow river shadow snow star wind".split(" ");

/** A display name such as `calm-river-12` for a run that came without one. */
export function readableName(random: () => number, number: number): string {
  const pick = (words: readonly string[]): string =>
    words[Math.floor(random() * words.length)] ?? "quiet";
  return `${pick(adjectives)}-${pick(nouns)}-${number}`;
}
