import { randomInt } from "node:crypto";

const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

/** A random id of `[a-z0-9]`: 8 characters name a run, 128 a version that the server does not know yet. */
export function randomId(length: number): string {
  let text = "";
  for (let index = 0; index < length; index++) text += alphabet[randomInt(alphabet.length)] ?? "";
  return text;
}
