export {
  launchErrors,
  LaunchError,
  LaunchQueueItemFailedError,
  LaunchRunFailedError,
} from "./errors.ts";
export type { LaunchErrorCode, LaunchQueueItemFailure, LaunchRunFailure } from "./errors.ts";
export { launchAgentConfig } from "./config/launch-agent-config.ts";
export type { LaunchAgentConfig, LaunchAgentConfigInput } from "./config/launch-agent-config.ts";
export { launchJobConfig } from "./config/launch-job-config.ts";
export type { LaunchJobConfig, LaunchJobConfigInput } from "./config/launch-job-config.ts";
export { parseLaunchAgentConfig, parseLaunchJobConfig } from "./config/parse-config.ts";
export { knownResources, type ResourceName } from "./config/resource-names.ts";
export {
  buildLaunchSpec,
  launchPriorities,
  type RunSpecPayload,
} from "./spec/build-launch-spec.ts";
export { readLaunchSpec, type Launch, type LaunchCode } from "./spec/launch-spec.ts";
export { launchEnvironment, type LaunchIdentity } from "./spec/launch-environment.ts";
export {
  LocalProcessRunner,
  type LocalProcessRunnerOptions,
} from "./runners/local-process-runner.ts";
export {
  LocalContainerRunner,
  type LocalContainerRunnerOptions,
} from "./runners/container/local-container-runner.ts";
export { finalRunnerStates } from "./runners/runner.ts";
export type {
  Runner,
  RunnerHandle,
  RunnerIdentity,
  RunnerJob,
  RunnerLogs,
  RunnerState,
  RunnerStatus,
} from "./runners/runner.ts";
export { createJob, type CreateJobOptions, type NewJobSource } from "./jobs/create-job.ts";
export { launchAgent } from "./agent/launch-agent.ts";
export type {
  LaunchAgentOptions,
  LaunchAgentPoll,
  LaunchAgentResult,
} from "./agent/launch-agent-options.ts";
export { silentLog, type LaunchLog } from "./log.ts";
export { launchJob } from "./job/launch-job.ts";
export type { LaunchJobOptions } from "./job/launch-job-options.ts";
export { launchMetadata, type LaunchJobResult } from "./job/launch-result.ts";
export { waitForLaunch, type QueuedLaunch } from "./job/wait-for-launch.ts";
export type { FollowConfig } from "./job/follow-launch.ts";
export { runLaunchAgent } from "./ops/run-launch-agent.ts";
export { runLaunchJob } from "./ops/run-launch-job.ts";
export { wandbConfig, wandbResource } from "@heddle/wandb-resource";
export { waitForLaunchJob } from "./ops/wait-for-launch-job.ts";
export { createJobFromRun, type CreateJobFromRunOptions } from "./jobs/create-job-from-run.ts";
export { launchStatus, type LaunchStatus } from "./job/launch-status.ts";
export { launchSensor } from "./sensor/launch-sensor.ts";
export type {
  LaunchSensor,
  LaunchSensorOptions,
  LaunchSensorResult,
} from "./sensor/launch-sensor.ts";
export type { LaunchRequestInput, LaunchRunRequest } from "./sensor/launch-request.ts";
export type { LaunchWatchOptions } from "./sensor/launch-watch.ts";
export type { GivenLaunch, GivenLaunches } from "./sensor/given-launches.ts";
export type { LaunchesUnderWay, SettledLaunch } from "./sensor/settled-launch.ts";
export { watchLaunches } from "./sensor/watch-launches.ts";
export type { LaunchLook, WatchLaunchesOptions } from "./sensor/watch-launches.ts";
export { cursorFile, cursorInMemory, type CursorStore } from "./sensor/cursor-store.ts";
