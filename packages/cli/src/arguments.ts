import { InvalidArgumentError } from "commander";

/** Reads a whole number of at least one, for options such as `--limit`. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError(`"${text}" is not a whole number of at least 1.`);
  }
  return value;
}

/** Reads a port: 0 means any free one. */
export function portNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new InvalidArgumentError(`"${text}" is not a port between 0 and 65535.`);
  }
  return value;
}

/** Reads a time in seconds, more than zero. */
export function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) {
    throw new InvalidArgumentError(`"${text}" is not a time in seconds.`);
  }
  return value;
}
