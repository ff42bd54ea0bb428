/** A block as the symbols that are given prefix codes. */
export interface BlockSymbols {
  /** 0 and 1 are digits of a run's length, the last symbol ends the block, the rest are places in the list. */
  readonly symbols: Uint16Array;
  /** How often each symbol occurs. */
  readonly counts: Int32Array;
}

/** Moves each byte to the front of a list and writes its former place; runs of the first place are numbers. */
export function moveToFront(last: Uint8Array, used: readonly number[]): BlockSymbols {
  const endOfBlock = used.length + 1;
  const symbols = new Uint16Array(last.length + 1);
  const counts = new Int32Array(used.length + 2);
  const list = Uint8Array.from(used);
  let size = 0;
  let run = 0;
  const put = (symbol: number): void => {
    symbols[size] = symbol;
    size += 1;
    counts[symbol]! += 1;
  };
  // A run is written in the digits 1 and 2, the lowest first.
  const putRun = (): void => {
    for (; run > 0; run = (run - 1) >> 1) put((run & 1) ^ 1);
  };
  for (let at = 0; at < last.length; at += 1) {
    const byte = last[at]!;
    let moved = list[0]!;
    if (moved === byte) {
      run += 1;
      continue;
    }
    putRun();
    list[0] = byte;
    let place = 0;
    do {
      place += 1;
      const next = list[place]!;
      list[place] = moved;
      moved = next;
    } while (moved !== byte);
    put(place + 1);
  }
  putRun();
  put(endOfBlock);
  return { symbols: symbols.subarray(0, size), counts };
}
