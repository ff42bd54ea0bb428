import type { reads } from "./types-symbol.ts";
import type { AsProduced } from "./value-types.ts";

/**
 * Metadata of an input that also says, to the compiler, what the input then reads. Core knows only this protocol; the
 * package of an IO manager makes such metadata (as `fromWandb` does), typed by what it configures.
 *
 * `Reads` is the type of the value, {@link AsProduced} for the upstream's own; `Keys` are the partition keys that the
 * metadata names, which must exist upstream.
 */
export interface InputMetadata<out Reads = AsProduced, out Keys = never> {
  readonly [reads]: { readonly value: Reads; readonly keys: Keys };
}

/** Gives plain metadata the types of {@link InputMetadata}; for packages of IO managers. */
export function inputMetadata<Reads = AsProduced, Keys = never>(
  metadata: Readonly<Record<string, unknown>>,
): InputMetadata<Reads, Keys> & Readonly<Record<string, unknown>> {
  return metadata as InputMetadata<Reads, Keys> & Readonly<Record<string, unknown>>;
}
