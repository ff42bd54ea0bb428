import { WandbMockError } from "../errors.ts";
import type { Incoming } from "../http/incoming.ts";
import { seededRandom } from "../random.ts";
import type { Fault, FaultAction, FaultControl, FaultRate, FaultTarget } from "./fault.ts";

/** The control together with the choice of a fault for a request. */
export interface FaultPlan extends FaultControl {
  /** The fault for this request, if any; it counts as used. */
  pick(incoming: Incoming): FaultAction | undefined;
}

interface Planned {
  readonly fault: Fault;
  skip: number;
  times: number;
}

/** Makes an empty plan. */
export function createFaultPlan(): FaultPlan {
  let planned: Planned[] = [];
  let rates: { readonly options: FaultRate; readonly random: () => number }[] = [];
  let injected = 0;
  const planNext = (incoming: Incoming): FaultAction | undefined => {
    for (const entry of planned) {
      if (!matches(entry.fault, incoming)) continue;
      if (entry.skip > 0) {
        entry.skip -= 1;
        continue;
      }
      entry.times -= 1;
      if (entry.times <= 0) planned = planned.filter((other) => other !== entry);
      return entry.fault;
    }
    return undefined;
  };
  const planRandom = (incoming: Incoming): FaultAction | undefined => {
    for (const { options, random } of rates) {
      if (!matches(options, incoming) || random() >= options.rate) continue;
      return options.actions[Math.floor(random() * options.actions.length)];
    }
    return undefined;
  };
  return {
    next(fault) {
      const { times = 1, skip = 0 } = fault;
      checkAction(fault);
      checkCount("times", times, 1);
      checkCount("skip", skip, 0);
      planned.push({ fault, skip, times });
    },
    rate(options) {
      if (!(options.rate >= 0 && options.rate <= 1)) {
        throw invalidFault(`rate ${options.rate} is not between 0 and 1`);
      }
      if (options.actions.length === 0) throw invalidFault("a rate needs at least one action");
      for (const action of options.actions) checkAction(action);
      rates.push({ options, random: seededRandom(options.seed ?? 1) });
    },
    clear() {
      planned = [];
      rates = [];
    },
    get injected() {
      return injected;
    },
    pick(incoming) {
      const action = planNext(incoming) ?? planRandom(incoming);
      if (action !== undefined) injected += 1;
      return action;
    },
  };
}

function matches(target: FaultTarget, { request, url, surface, operation }: Incoming): boolean {
  return (
    (target.surface === undefined || target.surface === surface) &&
    (target.operation === undefined || target.operation === operation) &&
    (target.method === undefined || target.method === request.method) &&
    (target.path === undefined || target.path.test(url.pathname))
  );
}

function checkAction(action: FaultAction): void {
  if (action.kind === "status") {
    const { status } = action;
    if (!Number.isInteger(status) || status < 200 || status > 599) {
      throw invalidFault(`status ${status} is not between 200 and 599`);
    }
  }
  if (action.kind === "cut" || action.kind === "cut-upload") {
    checkCount("afterBytes", action.afterBytes, 0);
  }
  if (action.kind === "slow" && !(action.bytesPerSecond > 0)) {
    throw invalidFault("bytesPerSecond must be positive");
  }
  if (action.kind === "delay" && !(action.ms >= 0)) throw invalidFault("ms must not be negative");
}

function checkCount(name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) {
    throw invalidFault(`${name} must be a whole number of at least ${least}, not ${value}`);
  }
}

function invalidFault(message: string): WandbMockError {
  return new WandbMockError({
    code: "WANDB_MOCK_INVALID_OPTION",
    message: `fault: ${message}`,
  });
}
