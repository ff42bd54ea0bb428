import { addMember } from "../../pickle/decode/dicts.ts";
import { fault } from "../../pickle/decode/fault.ts";
import type { HandlerTable } from "../../pickle/decode/globals.ts";
import { type DecodeContext, type GlobalHandler, notClaimed } from "../../pickle/decode/options.ts";
import { encodeLatin1 } from "../../pickle/decode/text.ts";
import { encodeUtf8, utf8Length } from "../../pickle/encode/text.ts";
import { asBytearray } from "../../python/bytes.ts";
import { PyFrozenSet } from "../../python/frozen-set.ts";
import { PyGlobal } from "../../python/nodes.ts";
import { Complex, Ellipsis, NotImplemented, PyFloat } from "../../python/scalars.ts";
import { PyTuple } from "../../python/tuple.ts";
import { smallInt } from "../small-int.ts";

const inert: GlobalHandler = {};

/** The members of a set from the one iterable argument, which the memo may give to any number of sets. */
function membersOf(
  args: readonly unknown[],
  context: DecodeContext,
): readonly unknown[] | undefined {
  if (args.length === 0) return [];
  const [items] = args;
  context.allocate(bytesPerMember * sizeOf(items));
  if (Array.isArray(items)) return items as unknown[];
  return items instanceof Set ? [...(items as Set<unknown>)] : undefined;
}

/** What a member of a set costs, about. */
const bytesPerMember = 48;

function sizeOf(items: unknown): number {
  if (items instanceof Set) return items.size;
  return Array.isArray(items) || items instanceof Uint8Array || typeof items === "string"
    ? items.length
    : 0;
}

const set: GlobalHandler = {
  call: (args, context) => {
    const members = membersOf(args, context);
    if (members === undefined) return notClaimed;
    const made = new Set<unknown>();
    for (const member of members) addMember(made, member, context.options);
    return made;
  },
};

const frozenset: GlobalHandler = {
  call: (args, context) => {
    const members = membersOf(args, context);
    if (members === undefined) return notClaimed;
    const made = new PyFrozenSet();
    for (const member of members) addMember(made, member, context.options);
    return made;
  },
};

const bytes: GlobalHandler = {
  call: ([content, encoding], context) => {
    if (content === undefined) return new Uint8Array();
    if (content instanceof Uint8Array) return content;
    context.allocate(8 * sizeOf(content));
    if (typeof content === "string" && typeof encoding === "string")
      return encodeText(content, encoding);
    if (Array.isArray(content)) return bytesFrom(content as unknown[]);
    return notClaimed;
  },
};

const bytearray: GlobalHandler = {
  call: ([content, encoding], context) => {
    context.allocate((Array.isArray(content) ? 8 : 1) * sizeOf(content));
    if (content === undefined) return asBytearray(new Uint8Array());
    if (content instanceof Uint8Array) return asBytearray(content.slice());
    if (typeof content === "string" && typeof encoding === "string") {
      return asBytearray(encodeText(content, encoding));
    }
    if (Array.isArray(content)) return asBytearray(bytesFrom(content as unknown[]));
    return notClaimed;
  },
};

const codecsEncode: GlobalHandler = {
  call: ([text, encoding], context) => {
    if (typeof text !== "string" || typeof encoding !== "string") return notClaimed;
    context.allocate(sizeOf(text));
    return encodeText(text, encoding);
  },
};

function encodeText(text: string, encoding: string): Uint8Array {
  const name = encoding.toLowerCase().replaceAll(/[-_]/g, "");
  if (name === "latin1" || name === "iso88591") {
    return encodeLatin1(text) ?? fault("SERIALIZATION_BAD_UTF8", "a text is not Latin-1");
  }
  if (name === "utf8") {
    const length = utf8Length(text);
    const made = new Uint8Array(length);
    encodeUtf8(text, made, 0, length);
    return made;
  }
  return fault(
    "SERIALIZATION_BAD_ARGUMENT",
    `bytes in encoding ${JSON.stringify(encoding.slice(0, 40))}`,
  );
}

function bytesFrom(items: readonly unknown[]): Uint8Array {
  const values = items.map((item) => smallInt(item) ?? -1);
  if (!values.every((value) => value >= 0 && value < 256)) {
    fault("SERIALIZATION_BAD_TYPE", "bytes need integers from 0 to 255");
  }
  return Uint8Array.from(values);
}

function number(value: unknown): number | undefined {
  if (value instanceof PyFloat) return value.value;
  return typeof value === "number" ? value : smallInt(value);
}

const complex: GlobalHandler = {
  call: ([re, im = 0]) => {
    const [real, imaginary] = [number(re), number(im)];
    return real === undefined || imaginary === undefined
      ? notClaimed
      : new Complex(real, imaginary);
  },
};

const type: GlobalHandler = {
  call: ([value]) => {
    if (value === null || value === undefined) return new PyGlobal("builtins", "NoneType");
    if (value === Ellipsis) return new PyGlobal("builtins", "ellipsis");
    if (value === NotImplemented) return new PyGlobal("builtins", "NotImplementedType");
    return notClaimed;
  },
};

const types: readonly string[] = [
  "bool",
  "dict",
  "float",
  "int",
  "list",
  "memoryview",
  "object",
  "property",
  "str",
  "tuple",
];

/** Built-in types and the calls by which older protocols make their values. */
export const builtinGlobals: HandlerTable = new Map<string, GlobalHandler>([
  ...types.map((name): [string, GlobalHandler] => [`builtins ${name}`, inert]),
  ["builtins list", { call: (args) => (args.length === 0 ? [] : notClaimed) }],
  ["builtins dict", { call: (args) => (args.length === 0 ? new Map() : notClaimed) }],
  ["builtins tuple", { call: (args) => (args.length === 0 ? new PyTuple() : notClaimed) }],
  ["builtins set", set],
  ["builtins frozenset", frozenset],
  ["builtins bytes", bytes],
  ["builtins bytearray", bytearray],
  ["builtins complex", complex],
  ["builtins type", type],
  ["builtins Ellipsis", { value: Ellipsis }],
  ["builtins NotImplemented", { value: NotImplemented }],
  ["_codecs encode", codecsEncode],
]);
