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
