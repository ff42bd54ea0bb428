/** The bytes that python_compressed.py compresses: noise, rows of text, zeros, numbers, runs and repetitions. */
export function sample(): Uint8Array {
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 16;
  };
  const noise = Uint8Array.from({ length: 80_000 }, () => random() & 255);
  let rows = "";
  for (let row = 0; row < 1500; row += 1) {
    const user = random() % 997;
    const letters = "abc"[random() % 3]!.repeat(4);
    rows += `id=${row} user-${user} ${letters} score ${random()};`;
  }
  const numbers = new DataView(new ArrayBuffer(32_000));
  let total = 0;
  for (let at = 0; at < 4000; at += 1) {
    total += (random() % 7) - 3;
    numbers.setBigInt64(at * 8, BigInt(total), true);
  }
  const runs = Array.from({ length: 300 }, () => {
    const byte = random() & 3;
    return new Uint8Array(random() % 300).fill(byte);
  });
  const whole = joined(
    noise,
    new TextEncoder().encode(rows),
    new Uint8Array(6000),
    new Uint8Array(numbers.buffer),
    ...runs,
  );
  const letters = Uint8Array.from({ length: 20_000 }, () => random() & 15);
  return joined(whole, whole.subarray(70_000, 100_000), letters);
}

/** The parts in one array. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}
