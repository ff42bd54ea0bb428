import { IntervalArray, type IntervalParts } from "../types/pandas/interval.ts";
import { PandasIndex } from "../types/pandas/pandas-index.ts";
import { PeriodArray } from "../types/pandas/period.ts";

/** Names of NumPy's plain numbers among Arrow's, by which pandas finds the type of the ends again. */
const subtypes: ReadonlyMap<string, string> = new Map([
  ["Int64", "int64"],
  ["Float64", "double"],
  ["Int32", "int32"],
  ["Float32", "float"],
]);

/**
 * What tells pandas that a column holds periods or intervals rather than numbers or structs: the metadata of its field,
 * as pandas' own conversion writes it. Undefined for other columns, and where pandas could not read it back.
 *
 * @param subtype Arrow's type of the ends of intervals
 */
export function extensionOf(values: unknown, subtype: string): Map<string, string> | undefined {
  if (values instanceof PandasIndex) {
    return values.intervals === undefined
      ? extensionOf(values.data, subtype)
      : intervalExtension(values.intervals, subtype);
  }
  if (values instanceof PeriodArray && values.freq !== "?") {
    return extension("pandas.period", { freq: values.freq });
  }
  return values instanceof IntervalArray ? intervalExtension(values, subtype) : undefined;
}

function intervalExtension(
  { closed }: IntervalParts,
  type: string,
): Map<string, string> | undefined {
  const subtype = subtypes.get(type);
  return subtype === undefined ? undefined : extension("pandas.interval", { subtype, closed });
}

function extension(name: string, metadata: object): Map<string, string> {
  return new Map([
    ["ARROW:extension:name", name],
    ["ARROW:extension:metadata", JSON.stringify(metadata)],
  ]);
}
