import type { Identified } from "../state/record-table.ts";

/** A launch queue. Queues live in their entity's project `model-registry`. */
export interface QueueRecord extends Identified {
  readonly projectId: string;
  readonly name: string;
  readonly createdBy: string;
  readonly access: string;
  readonly resourceConfigId: string | null;
  readonly prioritizationMode: "DISABLED" | "V0";
  readonly externalLinks: unknown;
}

/** What a queue gives to each of its items: resource, resource arguments, and the variables in them. */
export interface ResourceConfigRecord extends Identified {
  readonly entityId: string;
  readonly resource: string;
  /** `{resource_args: {<resource>: {...}}}` */
  readonly config: Readonly<Record<string, unknown>>;
  readonly variables: readonly TemplateVariableRecord[];
}

/** A variable `{{name}}` in a queue's resource arguments. */
export interface TemplateVariableRecord {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly description: string | null;
}

/** A failure or warning that an agent reported about an item. */
export interface ItemReport {
  readonly message: string;
  readonly stage: string;
  readonly filePaths: readonly string[];
}

/** An item: waiting, popped by an agent (leased), acknowledged under a run id (claimed), or failed. */
export interface QueueItemRecord extends Identified {
  readonly queueId: string;
  readonly state: "PENDING" | "LEASED" | "CLAIMED" | "FAILED";
  readonly runSpec: Readonly<Record<string, unknown>>;
  readonly priority: number;
  readonly createdAt: number;
  readonly leasedBy: string | null;
  readonly leasedUntil: number;
  readonly associatedRunId: string | null;
  readonly error: ItemReport | null;
  readonly warnings: readonly ItemReport[];
  /** How often it was handed to an agent. */
  readonly pops: number;
}

/** An agent that polls queues. */
export interface AgentRecord extends Identified {
  readonly projectId: string;
  /** The id of the agent's own hidden run. */
  readonly name: string;
  readonly queueIds: readonly string[];
  readonly hostname: string;
  readonly config: string | null;
  readonly version: string | null;
  readonly status: string;
  readonly stopPolling: boolean;
  readonly heartbeatAt: number;
}
