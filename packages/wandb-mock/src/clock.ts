/**
 * The backend's time. It follows the machine's clock until a test moves, freezes or sets it; leases,
 * heartbeats and signed URLs all read it, so that nothing has to be waited for.
 */
export interface BackendClock {
  /** The current instant, in milliseconds since the epoch. */
  now(): number;
  /** Moves the clock forwards by `ms` milliseconds. */
  advance(ms: number): void;
  /** Sets the clock to `instant` (milliseconds since the epoch); it goes on from there unless frozen. */
  set(instant: number): void;
  /** Stops the clock at its current instant; {@link BackendClock.advance} still moves it. */
  freeze(): void;
  /** Lets a frozen clock run again. */
  resume(): void;
}

/**
 * Makes a controllable clock.
 *
 * @param source the time it follows, in milliseconds since the epoch; default `Date.now`
 */
export function createBackendClock(source: () => number = Date.now): BackendClock {
  let offset = 0;
  let frozen: number | undefined;
  const now = (): number => frozen ?? source() + offset;
  return {
    now,
    advance(ms) {
      if (frozen === undefined) offset += ms;
      else frozen += ms;
    },
    set(instant) {
      if (frozen === undefined) offset = instant - source();
      else frozen = instant;
    },
    freeze() {
      frozen = now();
    },
    resume() {
      if (frozen === undefined) return;
      offset = frozen - source();
      frozen = undefined;
    },
  };
}
