import { PickleError } from "../../errors.ts";
import { PyGlobal, PyObject, PyReduce } from "../../python/nodes.ts";
import { type ArrowPart, arrowPartsOf } from "../arrow/arrow-part.ts";
import { arrowTypeName } from "../arrow/arrow-type.ts";
import { arrowValues } from "../arrow/arrow-values.ts";
import { entry } from "./state.ts";

/** pandas' columns of `ArrowDtype`: values in buffers of Apache Arrow's, as pyarrow pickles them. */
export class ArrowArray extends PyObject {
  /**
   * How many values there are.
   *
   * @throws PickleError as {@link ArrowArray.toArray}
   */
  get length(): number {
    return arrowPartsIn(this).reduce((sum, part) => sum + part.length, 0);
  }

  /** pandas' name of the dtype, such as `int64[pyarrow]`; of nested types only the outermost name. */
  get dtype(): string {
    const dtype = entry(this.state, "_dtype");
    const type = dtype instanceof PyObject ? entry(dtype.state, "pyarrow_dtype") : undefined;
    return `${arrowTypeName(type)}[pyarrow]`;
  }

  /**
   * The values as JavaScript has them, null where they are missing: bigints for 64-bit integers and, as counts of
   * their unit, for times, timestamps and durations; `PyDate`, `PyDecimal`, arrays for lists, objects for structs, Maps for maps.
   *
   * @throws PickleError SERIALIZATION_BAD_ARGUMENT when Arrow's buffers do not fit each other,
   *   SERIALIZATION_UNSUPPORTED_VALUE for types of Arrow's that have no counterpart, SERIALIZATION_LIMIT for far more
   *   values than the buffers have bytes
   */
  toArray(): unknown[] {
    return arrowValues(arrowPartsIn(this));
  }
}

/** What pandas 3 stores text columns and text labels as: an array of Apache Arrow's, as pyarrow pickles it. */
export class ArrowStrings extends ArrowArray {
  /** pandas' name of the dtype: `str` where a missing text is NaN, `string` where it is `NA`. */
  override get dtype(): string {
    const dtype = entry(this.state, "_dtype");
    const missing = dtype instanceof PyReduce ? dtype.args[1] : undefined;
    return missing === undefined || missing instanceof PyGlobal ? "string" : "str";
  }

  /**
   * The texts, null where they are missing.
   *
   * @throws PickleError as {@link ArrowArray.toArray}
   */
  override toArray(): (string | null)[] {
    const parts = arrowPartsIn(this);
    if (parts.some(({ type }) => type.kind !== "string")) {
      throw new PickleError({
        code: "SERIALIZATION_BAD_ARGUMENT",
        message: "an Arrow array of texts holds something else",
      });
    }
    return arrowValues(parts) as (string | null)[];
  }
}

/** The arrays behind a column: one, or its chunks. */
export function arrowPartsIn(column: ArrowArray): ArrowPart[] {
  return arrowPartsOf(entry(column.state, "_pa_array") ?? entry(column.state, "_data"));
}
