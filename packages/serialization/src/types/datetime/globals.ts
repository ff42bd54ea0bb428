import { fault } from "../../pickle/decode/fault.ts";
import type { HandlerTable } from "../../pickle/decode/globals.ts";
import { type DecodeContext, type GlobalHandler, notClaimed } from "../../pickle/decode/options.ts";
import { encodeLatin1 } from "../../pickle/decode/text.ts";
import { PyDate, PyDateTime, PyTime, PyTimedelta, PyTimezone } from "./values.ts";
import { smallInt } from "../small-int.ts";

/** The packed fields, which Python 2 wrote as a str. */
function packed(value: unknown, length: number): Uint8Array | undefined {
  const bytes = typeof value === "string" ? encodeLatin1(value) : value;
  return bytes instanceof Uint8Array && bytes.length === length ? bytes : undefined;
}

function zone(value: unknown): unknown {
  return value === null ? undefined : value;
}

function readDate(bytes: Uint8Array): PyDate {
  const year = bytes[0]! * 256 + bytes[1]!;
  const month = bytes[2]! & 127;
  const day = bytes[3]!;
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days) {
    fault("SERIALIZATION_BAD_ARGUMENT", `${year}-${month}-${day} is not a date`);
  }
  return new PyDate(year, month, day);
}

function readTime(bytes: Uint8Array, at: number, tzinfo: unknown, fold: 0 | 1): PyTime {
  const hour = bytes[at]! & 127;
  const [minute, second] = [bytes[at + 1]!, bytes[at + 2]!];
  const micro = (bytes[at + 3]! << 16) | (bytes[at + 4]! << 8) | bytes[at + 5]!;
  if (hour > 23 || minute > 59 || second > 59 || micro > 999_999) {
    fault("SERIALIZATION_BAD_ARGUMENT", `${hour}:${minute}:${second} is not a time`);
  }
  return new PyTime(hour, minute, second, micro, tzinfo, fold);
}

const date: GlobalHandler = {
  call: ([value], context) => {
    const bytes = packed(value, 4);
    if (bytes === undefined) return notClaimed;
    const made = readDate(bytes);
    return context.options.dates === "js" ? made.toDate() : made;
  },
};

const time: GlobalHandler = {
  call: ([value, tzinfo]) => {
    const bytes = packed(value, 6);
    if (bytes === undefined) return notClaimed;
    return readTime(bytes, 0, zone(tzinfo), bytes[0]! > 127 ? 1 : 0);
  },
};

const datetime: GlobalHandler = {
  call: ([value, tzinfo], context: DecodeContext) => {
    const bytes = packed(value, 10);
    if (bytes === undefined) return notClaimed;
    const fold = bytes[2]! > 127 ? 1 : 0;
    const made = new PyDateTime(readDate(bytes), readTime(bytes, 4, zone(tzinfo), fold));
    return context.options.dates === "js" ? (made.toDate() ?? made) : made;
  },
};

const timedelta: GlobalHandler = {
  call: (args) => {
    const [days = 0, seconds = 0, microseconds = 0] = args.map(smallInt);
    return args.every((part) => smallInt(part) !== undefined)
      ? new PyTimedelta(days, seconds, microseconds)
      : notClaimed;
  },
};

const timezone: GlobalHandler = {
  call: ([offset, name]) => {
    if (!(offset instanceof PyTimedelta)) return notClaimed;
    return typeof name === "string" ? new PyTimezone(offset, name) : new PyTimezone(offset);
  },
};

/** The datetime family. */
export const datetimeGlobals: HandlerTable = new Map([
  ["datetime date", date],
  ["datetime time", time],
  ["datetime datetime", datetime],
  ["datetime timedelta", timedelta],
  ["datetime timezone", timezone],
]);
