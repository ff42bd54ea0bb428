/**
 * Waits for work until a signal aborts; the work itself goes on.
 *
 * @param onAbort what to do with it then
 * @throws the signal's reason
 */
export async function orAborted<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
  onAbort: () => void = () => undefined,
): Promise<T> {
  if (signal === undefined) return await work;
  const aborted = Promise.withResolvers<never>();
  const stop = (): void => {
    onAbort();
    aborted.reject(signal.reason);
  };
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  // Whoever waits hears of the abort; what the work becomes then is nobody's.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
