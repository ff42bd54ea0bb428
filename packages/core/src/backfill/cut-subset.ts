import type {
  MultiPartitions,
  PartitionKeyRange,
  Partitions,
  PartitionsContext,
  PartitionsDefinition,
  PartitionsSubset,
} from "@heddle/partitions";

/** A range of neighbouring keys, or a rectangle of them, for one run. */
export interface Piece extends PartitionKeyRange {
  readonly size: number;
}

/**
 * Cuts a subset into pieces for runs: contiguous, in definition order, each with at most `most` keys.
 *
 * @param most `undefined` for as few pieces as there are ranges
 */
export function cutSubset(
  subset: PartitionsSubset,
  most: number | undefined,
  context: PartitionsContext,
): readonly Piece[] {
  const definition = subset.definition as Partitions;
  return subset
    .keyRanges()
    .flatMap((range) =>
      definition.kind === "multi"
        ? cutRectangle(definition, range, most, context)
        : cutRange(definition, range, most, context),
    );
}

function cutRange(
  definition: PartitionsDefinition,
  { start, end }: PartitionKeyRange,
  most: number | undefined,
  context: PartitionsContext,
): readonly Piece[] {
  const from = definition.getPartitionKeyIndex(start, context) ?? 0;
  const to = (definition.getPartitionKeyIndex(end, context) ?? from) + 1;
  const step = most ?? to - from;
  const pieces: Piece[] = [];
  for (let at = from; at < to; at += step) {
    const last = Math.min(at + step, to) - 1;
    pieces.push({
      start: keyAt(definition, at, context),
      end: keyAt(definition, last, context),
      size: last - at + 1,
    });
  }
  return pieces;
}

function keyAt(
  definition: PartitionsDefinition,
  position: number,
  context: PartitionsContext,
): string {
  return definition.getPartitionKeyAt(position, context) ?? "";
}

/** Halves the longest side until every piece is small enough. */
function cutRectangle(
  definition: MultiPartitions,
  range: PartitionKeyRange,
  most: number | undefined,
  context: PartitionsContext,
): readonly Piece[] {
  const start = definition.parseKey(range.start) as Readonly<Record<string, string>>;
  const end = definition.parseKey(range.end) as Readonly<Record<string, string>>;
  const sides = Object.keys(start).map((name) => {
    const side = definition.dimensions[name] as PartitionsDefinition;
    const from = side.getPartitionKeyIndex(start[name] ?? "", context) ?? 0;
    const to = (side.getPartitionKeyIndex(end[name] ?? "", context) ?? from) + 1;
    return { name, side, from, length: to - from };
  });
  const size = sides.reduce((product, { length }) => product * length, 1);
  if (most === undefined || size <= most) return [{ ...range, size }];
  const longest = sides.reduce((best, side) => (side.length > best.length ? side : best));
  const middle = longest.from + Math.floor(longest.length / 2);
  const lowerEnd = { ...end, [longest.name]: keyAt(longest.side, middle - 1, context) };
  const upperStart = { ...start, [longest.name]: keyAt(longest.side, middle, context) };
  return [
    ...cutRectangle(
      definition,
      { start: range.start, end: String(definition.key(lowerEnd)) },
      most,
      context,
    ),
    ...cutRectangle(
      definition,
      { start: String(definition.key(upperStart)), end: range.end },
      most,
      context,
    ),
  ];
}
