import { fault } from "../../pickle/decode/fault.ts";
import { smallInt } from "../small-int.ts";

/** Most dimensions that NumPy knows. */
const maxDimensions = 64;

/** A shape whose dimensions are checked. */
export function dimensionsOf(shape: unknown): number[] {
  const dimensions = Array.isArray(shape) ? shape.map(smallInt) : [-1];
  if (!dimensions.every((dimension) => dimension !== undefined && dimension >= 0)) {
    fault("SERIALIZATION_BAD_ARGUMENT", "an array's shape must be a tuple of integers from 0 on");
  }
  if (dimensions.length > maxDimensions) {
    fault("SERIALIZATION_BAD_ARGUMENT", `an array has more than ${maxDimensions} dimensions`);
  }
  return dimensions as number[];
}
