import { CoreError } from "../errors.ts";

/** An abort signal that follows the process's own signals. */
export interface InterruptSignal extends Disposable {
  readonly signal: AbortSignal;
}

/**
 * A signal that aborts at SIGINT (Ctrl-C) and SIGTERM, to hand to a run: its steps stop within the grace period, resources are
 * torn down, and the run ends CANCELED. A second signal ends the process at once, as if nobody listened.
 *
 * @example
 * ```ts
 * using interrupt = interruptSignal();
 * await materialize(assets, { signal: interrupt.signal });
 * ```
 */
export function interruptSignal(
  signals: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM"],
): InterruptSignal {
  const controller = new AbortController();
  const stop = (): void => {
    for (const name of signals) process.removeListener(name, onSignal);
  };
  function onSignal(name: NodeJS.Signals): void {
    stop();
    controller.abort(
      new CoreError({ code: "CORE_CANCELED", message: `the process received ${name}` }),
    );
  }
  for (const name of signals) process.on(name, onSignal);
  return { signal: controller.signal, [Symbol.dispose]: stop };
}
