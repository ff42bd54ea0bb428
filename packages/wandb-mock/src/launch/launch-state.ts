import type { RecordTable, TableIndex } from "../state/record-table.ts";
import { keyOf, type State } from "../state/state.ts";
import type {
  AgentRecord,
  QueueItemRecord,
  QueueRecord,
  ResourceConfigRecord,
} from "./launch-records.ts";

/** What the backend remembers about launch. */
export interface LaunchState {
  readonly queues: RecordTable<QueueRecord>;
  /** Key: `keyOf(projectId, name)`. */
  readonly queuesByName: TableIndex<QueueRecord>;
  readonly queuesByProject: TableIndex<QueueRecord>;
  readonly resourceConfigs: RecordTable<ResourceConfigRecord>;
  readonly items: RecordTable<QueueItemRecord>;
  readonly itemsByQueue: TableIndex<QueueItemRecord>;
  readonly agents: RecordTable<AgentRecord>;
}

const byState = new WeakMap<State, LaunchState>();

/** The launch tables of a state, made and restored with the first call. */
export function launchStateOf(state: State): LaunchState {
  const known = byState.get(state);
  if (known !== undefined) return known;
  const queues = state.table<QueueRecord>("RunQueue");
  const items = state.table<QueueItemRecord>("RunQueueItem");
  const made: LaunchState = {
    queues,
    queuesByName: queues.index((queue) => keyOf(queue.projectId, queue.name)),
    queuesByProject: queues.index((queue) => queue.projectId),
    resourceConfigs: state.table<ResourceConfigRecord>("DefaultResourceConfig"),
    items,
    itemsByQueue: items.index((item) => item.queueId),
    agents: state.table<AgentRecord>("LaunchAgent"),
  };
  byState.set(state, made);
  return made;
}
