import {
  BackedArray,
  Categorical,
  DataFrame,
  DatetimeLikeArray,
  describeFunction,
  Dtype,
  NdArray,
  PandasIndex,
  PersistentId,
  PyError,
  PyFloat,
  PyGlobal,
  PyNamespace,
  PyObject,
  PyReduce,
  PyStr,
  PyTimezone,
  PyTuple,
  Series,
  Timestamp,
} from "../../src/index.ts";

/** Objects that occur more than once, where the vectors count occurrences: containers and what holds state. */
export function sharedObjects(root: unknown): Set<object> {
  const seen = new Set<object>();
  const shared = new Set<object>();
  const open: unknown[] = [root];
  const visit = (values: Iterable<unknown>): void => {
    open.push(...values);
  };
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== "object" || value === null || !isCounted(value)) continue;
    if (seen.has(value)) {
      shared.add(value);
      continue;
    }
    seen.add(value);
    if (Array.isArray(value)) visit(value as unknown[]);
    else if (value instanceof Map) {
      for (const pair of value) visit(pair);
    } else if (value instanceof Set) visit(value);
    else if (value instanceof PersistentId) visit([value.id]);
    else if (value instanceof NdArray && value.dtype.hasObjects) visit(value.toArray());
    else if (value instanceof PyNamespace) visit([value.attributes]);
    else if (value instanceof PyError) visit(value.args);
    else if (value instanceof PyObject || value instanceof PyReduce) {
      if (isView(value) || describeFunction(value) !== undefined) continue;
      visit(value.args);
      if (value instanceof PyObject) visit(value.kwargs?.values() ?? []);
      for (const operation of value.operations) {
        if (operation.kind === "state") visit([operation.value]);
        else if (operation.kind === "effect") visit([operation.call.args[1]]);
        else visit(operation.values.flat(1));
      }
    }
  }
  return shared;
}

function isView(value: object): boolean {
  return [
    DataFrame,
    Series,
    PandasIndex,
    Categorical,
    DatetimeLikeArray,
    BackedArray,
    Timestamp,
  ].some((kind) => value instanceof kind);
}

function isCounted(value: object): boolean {
  if (value instanceof PyTuple) return value.length > 0;
  return !(
    value instanceof PyFloat ||
    value instanceof PyStr ||
    value instanceof PyGlobal ||
    value instanceof Dtype ||
    value instanceof PyTimezone
  );
}
