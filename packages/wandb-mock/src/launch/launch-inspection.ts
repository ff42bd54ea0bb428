import type { State } from "../state/state.ts";
import type { AgentRecord, QueueItemRecord, QueueRecord } from "./launch-records.ts";
import { launchStateOf } from "./launch-state.ts";

/** What tests see of launch, and what a person would do in the web pages. */
export interface LaunchInspection {
  /** All queues, oldest first. */
  queues(): QueueRecord[];
  /** All items in the order of their arrival, of one queue when its name is given. */
  items(queueName?: string): QueueItemRecord[];
  /** All agents that ever registered, oldest first. */
  agents(): AgentRecord[];
  /** Asks an agent to stop polling, as the button on its page does. */
  stopAgent(id: string): void;
}

/** Looks into the launch tables of a backend. */
export function inspectLaunch(state: State): LaunchInspection {
  const { queues, items, agents } = launchStateOf(state);
  return {
    queues: () => [...queues.values()],
    items: (queueName) =>
      [...items.values()].filter(
        (item) => queueName === undefined || queues.get(item.queueId)?.name === queueName,
      ),
    agents: () => [...agents.values()],
    stopAgent(id) {
      const agent = agents.get(id);
      if (agent !== undefined) agents.patch(agent, { stopPolling: true });
      state.flush();
    },
  };
}
