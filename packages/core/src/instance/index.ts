export { Instance } from "./instance.ts";
export { InstanceLog, type InstanceOptions, type SubscribeOptions } from "./instance-log.ts";
export { ephemeralInstance } from "./ephemeral-instance.ts";
export { memoryStorage, type MemoryStorageOptions } from "./memory/memory-storage.ts";
export type { InstanceStorage } from "./storage.ts";
export type { CreatedRun, RunStorage } from "./run-storage.ts";
export type {
  EventFilter,
  EventPage,
  EventQuery,
  EventStorage,
  RetentionRule,
} from "./event-storage.ts";
export type {
  AssetActivity,
  AssetQuery,
  AssetRecord,
  AssetStorage,
  PartitionMaterialization,
  PartitionQuery,
} from "./asset-storage.ts";
export type {
  BackfillQuery,
  BackfillRecord,
  BackfillStatus,
  Claim,
  CoordinationStorage,
  PoolUse,
  SlotLimit,
  SlotRequest,
  SlotState,
} from "./coordination-storage.ts";
export type { NewRun, RunFilter, RunQuery, RunRecord } from "./run-record.ts";
export {
  cancelableStatuses,
  finishedStatuses,
  inProgressStatuses,
  isFinished,
  nextRunStatus,
  type RunStatus,
} from "./run-status.ts";
export {
  eventTypes,
  isAssetEvent,
  type AssetEventType,
  type EventEnvelope,
  type EventLevel,
  type EventRecord,
  type EventType,
  type NewEvent,
} from "./events.ts";
export { createEvent, defaultLevel, type CreateEventOptions } from "./create-event.ts";
export type * from "./event-data.ts";
export type * from "./metadata-value.ts";
export {
  defaultSettings,
  type InstanceSettings,
  type TagConcurrencyLimit,
} from "./instance-settings.ts";
export { inputPointerTag, type LineageNode } from "./lineage.ts";
export type { PartitionStatuses } from "./partition-status/asset-status.ts";
export type { PartitionStatus } from "./partition-status/status-table.ts";
export { resolveHome, type HomeOptions } from "./home/resolve-home.ts";
export { readSettings, settingsFileName } from "./home/read-settings.ts";
