import { JsFunctionSource } from "../../functions/js-function-source.ts";
import { isPlainDict } from "../../pickle/decode/dicts.ts";
import { fault } from "../../pickle/decode/fault.ts";
import {
  buildState,
  type DecodeContext,
  type GlobalHandler,
  notClaimed,
} from "../../pickle/decode/options.ts";
import { PyNamespace } from "./values.ts";

/** A namespace while it is read: its state may say that it is a stored JavaScript function. */
class OpenNamespace extends PyNamespace {
  [buildState](state: unknown, context: DecodeContext): unknown {
    const entries = entriesOf(state);
    context.allocate(96 * (entries?.length ?? 0));
    if (entries === undefined)
      fault("SERIALIZATION_BAD_TYPE", "a namespace's state must be a dict");
    const fields = new Map(entries);
    const [name, source, length] = ["name", "source", "length"].map((key) => fields.get(key));
    if (fields.get("__js__") === "function" && typeof source === "string") {
      const captured = fields.get("captured");
      const values = captured === undefined || captured === null ? undefined : entriesOf(captured);
      const stored = new JsFunctionSource(
        typeof name === "string" ? name : "",
        source,
        typeof length === "number" ? length : 0,
        values === undefined ? undefined : new Map(values),
      );
      // This very object becomes the function: one that captured itself, or another that did, refers to it already.
      Reflect.deleteProperty(this, "attributes");
      return Object.setPrototypeOf(Object.assign(this, stored), JsFunctionSource.prototype);
    }
    for (const [key, value] of entries) this.attributes.set(key, value);
    return this;
  }
}

function entriesOf(state: unknown): [string, unknown][] | undefined {
  if (isPlainDict(state)) return Object.entries(state);
  if (!(state instanceof Map)) return undefined;
  const entries = [...(state as Map<unknown, unknown>)];
  return entries.every((entry): entry is [string, unknown] => typeof entry[0] === "string")
    ? entries
    : undefined;
}

export const simpleNamespace: GlobalHandler = {
  call: (args) => (args.length === 0 ? new OpenNamespace() : notClaimed),
};
