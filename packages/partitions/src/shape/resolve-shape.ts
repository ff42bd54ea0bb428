import type { Partitions } from "../definition/partitions.ts";
import type { PartitionMapping } from "../mapping/partition-mapping.ts";
import { defaultInputShape, type DefaultInputShape } from "./default-shape.ts";
import type { InputShape } from "./input-shape.ts";

/** What one input declares about its shape. */
export interface ShapeDeclaration {
  /** The shape named on the input itself; wins. */
  readonly shape?: InputShape | undefined;
  /** The mapping named on the input; its own shape comes second. */
  readonly mapping?: PartitionMapping | undefined;
}

/** The same decision as {@link resolveInputShape}, for a declared shape or `"default"`. */
export type ResolvedInputShape<
  Declared extends InputShape | "default",
  Upstream extends Partitions | undefined,
  Downstream extends Partitions | undefined,
> = Declared extends InputShape ? Declared : DefaultInputShape<Upstream, Downstream>;

/**
 * The shape in which an input arrives: the shape on the input, else the mapping's own, else the table.
 */
export function resolveInputShape(
  declaration: ShapeDeclaration,
  upstream: Partitions | undefined,
  downstream: Partitions | undefined,
): InputShape {
  if (declaration.shape !== undefined) return declaration.shape;
  const own = declaration.mapping?.shape ?? "default";
  return own === "default" ? defaultInputShape(upstream, downstream) : own;
}
