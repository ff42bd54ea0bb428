import {
  NdArray,
  PersistentId,
  PyGlobal,
  PyNode,
  PyObject,
  PyReduce,
  PyTuple,
} from "@heddle/serialization";

const maxDepth = 500;

/**
 * A decoded value as JSON for people and scripts. What JSON has no form for becomes an object with one key that
 * begins with `$`: `$int` (beyond 2^53), `$bytes` (base64), `$map`, `$set`, `$array` (NumPy), `$object`, `$global`,
 * `$float`; a value that contains itself, or is nested deeper than 500, becomes `$cut`.
 */
export function toJson(value: unknown): unknown {
  return convert(value, []);
}

function convert(value: unknown, parents: readonly object[]): unknown {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) ? value : { $float: String(value) };
    case "bigint":
      return Number.isSafeInteger(Number(value)) ? Number(value) : { $int: String(value) };
    case "object":
      return value === null ? null : convertObject(value, parents);
    default:
      return null;
  }
}

function convertObject(value: object, parents: readonly object[]): unknown {
  if (parents.includes(value)) return { $cut: "contains itself" };
  if (parents.length >= maxDepth) return { $cut: `nested deeper than ${String(maxDepth)}` };
  const inner = [...parents, value];
  const each = (item: unknown): unknown => convert(item, inner);
  if (value instanceof PyTuple || Array.isArray(value)) return [...value].map(each);
  if (value instanceof Map) {
    return [...value.keys()].every((key) => typeof key === "string")
      ? Object.fromEntries([...value].map(([key, item]) => [key as string, each(item)]))
      : { $map: [...value].map(([key, item]) => [each(key), each(item)]) };
  }
  if (value instanceof Set) return { $set: [...value].map(each) };
  if (value instanceof NdArray) {
    return {
      $array: {
        dtype: value.dtype.text,
        shape: value.shape,
        data: value.toArray().map(each),
      },
    };
  }
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString("base64") };
  if (ArrayBuffer.isView(value) && Symbol.iterator in value) {
    const items = value as unknown as Iterable<unknown>;
    return { $array: { dtype: value.constructor.name, data: [...items].map(each) } };
  }
  if (value instanceof Date) return value.toISOString();
  if (value instanceof PyGlobal) return { $global: value.path };
  if (value instanceof PersistentId) return { $persistent: each(value.id) };
  if (value instanceof PyNode) return node(value, each);
  if ("toJSON" in value && typeof value.toJSON === "function") return each(value.toJSON());
  const name = Object.getPrototypeOf(value) === null ? "Object" : value.constructor.name;
  const fields = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, each(item)]));
  if (name === "Object") return fields;
  return {
    $object: name,
    ...fields,
  };
}

function node(value: PyNode, each: (item: unknown) => unknown): unknown {
  const called =
    value instanceof PyObject
      ? { $object: value.className ?? each(value.cls), args: value.args.map(each) }
      : value instanceof PyReduce
        ? { $object: value.functionName ?? each(value.func), args: value.args.map(each) }
        : { $object: value.constructor.name };
  return {
    ...called,
    ...(value.state === undefined ? {} : { state: each(value.state) }),
    ...(value.items.length === 0 ? {} : { items: value.items.map(each) }),
    ...(value.pairs.length === 0
      ? {}
      : { pairs: value.pairs.map(([key, item]) => [each(key), each(item)]) }),
  };
}
