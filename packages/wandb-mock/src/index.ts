export { createWandbBackend, type WandbBackend, type WandbBackendOptions } from "./backend.ts";
export { serveWandb, type ServeOptions, type WandbServer } from "./serve.ts";
export {
  defaultAccounts,
  defaultApiKey,
  type AccountsOptions,
  type OrganizationOptions,
  type ServiceAccountOptions,
  type TeamOptions,
  type UserOptions,
} from "./accounts.ts";
export { type BackendClock } from "./clock.ts";
export { serverFeatures } from "./features.ts";
export { wandbMockErrors, WandbMockError } from "./errors.ts";
export { type LaunchInspection } from "./launch/launch-inspection.ts";
export {
  type AgentRecord,
  type ItemReport,
  type QueueItemRecord,
  type QueueRecord,
} from "./launch/launch-records.ts";
export type { Fault, FaultAction, FaultControl, FaultRate, FaultTarget } from "./faults/fault.ts";
export type { RateLimit, RateLimits } from "./http/quotas.ts";
export type { Surface } from "./http/surface.ts";
export type { Inspector, UnansweredRequest } from "./inspect/inspector.ts";
export type { RequestFilter, SeenRequest } from "./inspect/request-log.ts";
export type { ArtifactView, EntryView } from "./inspect/artifact-view.ts";
export type { RunView } from "./inspect/run-view.ts";
export type { LineageEdge, LineageGraph, LineageNode } from "./inspect/lineage.ts";
