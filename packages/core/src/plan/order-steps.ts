import { upstreamSteps, type PlanStep } from "./plan.ts";

/** Steps so that each comes after what it needs; among free ones by definition order. A circle is returned as its keys. */
export function orderSteps(
  steps: readonly PlanStep[],
): { readonly ordered: readonly PlanStep[] } | { readonly cycle: readonly string[] } {
  const byKey = new Map(steps.map((step) => [step.key, step]));
  const waiting = new Map<string, number>();
  const dependants = new Map<string, PlanStep[]>();
  for (const step of steps) {
    let count = 0;
    for (const upstream of upstreamSteps(step)) {
      if (!byKey.has(upstream)) continue;
      count += 1;
      const list = dependants.get(upstream);
      if (list === undefined) dependants.set(upstream, [step]);
      else list.push(step);
    }
    waiting.set(step.key, count);
  }
  const ordered: PlanStep[] = steps.filter((step) => waiting.get(step.key) === 0);
  for (let next = 0; next < ordered.length; next += 1) {
    const step = ordered[next] as PlanStep;
    for (const dependant of dependants.get(step.key) ?? []) {
      const left = (waiting.get(dependant.key) ?? 0) - 1;
      waiting.set(dependant.key, left);
      if (left === 0) ordered.push(dependant);
    }
  }
  if (ordered.length === steps.length) return { ordered };
  const stuck = new Set(
    steps.filter((step) => (waiting.get(step.key) ?? 0) > 0).map((step) => step.key),
  );
  return {
    cycle: findCycle([...stuck], (key) =>
      [...upstreamSteps(byKey.get(key) as PlanStep)].filter((upstream) => stuck.has(upstream)),
    ),
  };
}

/**
 * One full circle among nodes that are known to hold one, first node repeated at the end.
 *
 * @param upstream the nodes that a node needs, all within `nodes`
 */
export function findCycle(
  nodes: readonly string[],
  upstream: (node: string) => readonly string[],
): readonly string[] {
  const state = new Map<string, "open" | "done">();
  for (const start of nodes) {
    if (state.has(start)) continue;
    const trail: { readonly node: string; readonly rest: string[] }[] = [
      { node: start, rest: [...upstream(start)] },
    ];
    state.set(start, "open");
    while (trail.length > 0) {
      const top = trail.at(-1) as { readonly node: string; readonly rest: string[] };
      const next = top.rest.shift();
      if (next === undefined) {
        state.set(top.node, "done");
        trail.pop();
      } else if (state.get(next) === "open") {
        const from = trail.findIndex((entry) => entry.node === next);
        return [...trail.slice(from).map((entry) => entry.node), next].toReversed();
      } else if (!state.has(next)) {
        state.set(next, "open");
        trail.push({ node: next, rest: [...upstream(next)] });
      }
    }
  }
  return [];
}
