export { WandbClient } from "./client/wandb-client.ts";
export type { Viewer } from "./client/account.ts";
export type {
  RetrySettings,
  StoreCredentials,
  WandbSettings,
  WandbWarning,
} from "./settings/settings.ts";
export { runOptionsFromEnv } from "./settings/run-environment.ts";
export { settingsFromEnv, type EnvironmentSource } from "./settings/environment.ts";

export { WandbRun } from "./runs/run.ts";
export type { HistoryRow } from "./runs/history.ts";
export type { ConsoleOptions } from "./runs/console-lines.ts";
export type { MetricOptions, MetricSummary } from "./runs/metrics.ts";
export { RunHandle, type UseArtifactOptions } from "./runs/run-handle.ts";
export type { AlertOptions } from "./runs/alert.ts";
export type { LogCodeOptions } from "./runs/code.ts";
export type { LogModelOptions } from "./runs/model.ts";
export type { RunChanges, RunOptions } from "./runs/run-options.ts";
export type { ResumeMode } from "./runs/resume.ts";

export type { RunRecordChanges } from "./queries/change-run.ts";
export { RunRecord, type RunFileRecord } from "./queries/run-record.ts";
export type {
  ArtifactTypeRecord,
  CreateProjectOptions,
  ProjectOptions,
  ProjectRecord,
  RunsOptions,
  SweepRecord,
} from "./queries/project-queries.ts";
export type { Filters, ListOptions } from "./queries/paginate.ts";

export { ArtifactCollection } from "./collections/artifact-collection.ts";
export type { CollectionChanges } from "./collections/change-collection.ts";
export type { CollectionsOptions } from "./collections/list-collections.ts";
export type { VersionsOptions } from "./collections/list-versions.ts";
export { Registry, type RegistryVisibility } from "./registry/registry.ts";
export type { CreateRegistryOptions, RegistryChanges } from "./registry/change-registry.ts";
export type { MemberNames, RegistryMembers, RegistryRole } from "./registry/members.ts";
export type { OrganizationOptions } from "./registry/registry-queries.ts";
export type { RegistriesOptions } from "./registry/list-registries.ts";
export type { RegistryCollectionsOptions, RegistryVersionsOptions } from "./registry/search.ts";

export { Artifact } from "./artifacts/artifact.ts";
export { ArtifactEntry } from "./artifacts/artifact-entry.ts";
export { ArtifactDraft } from "./artifacts/artifact-draft.ts";
export type {
  AddDirOptions,
  AddFileOptions,
  ArtifactDraftOptions,
  DraftEntry,
  ReferencedEntry,
} from "./artifacts/draft-options.ts";
export type { ArtifactChanges } from "./artifacts/change.ts";
export type { ListChange } from "./artifacts/list-change.ts";
export type { ArtifactMetadata } from "./artifacts/metadata.ts";
export type { DownloadOptions } from "./artifacts/download.ts";
export type { EntryContent } from "./artifacts/write-content.ts";
export type { LogArtifactOptions } from "./artifacts/log-artifact.ts";
export { manifestDigest, type Manifest, type ManifestEntry } from "./artifacts/manifest.ts";
export {
  checkAlias,
  checkArtifactName,
  checkArtifactType,
  checkRunId,
  checkTag,
  parseArtifactPath,
  type ArtifactPath,
} from "./artifacts/names.ts";
export type { TransferProgress } from "./artifacts/progress.ts";
export type { AzureAccess, GcsAccess, ReferenceOptions, S3Access } from "./references/options.ts";

export {
  isWandbMedia,
  WandbMedia,
  type ClassNames,
  type MediaTarget,
  type MediaType,
} from "./media/media.ts";
export { Table, type TableCell, type TableOptions } from "./media/table.ts";
export { TableStream, type TableStreamOptions } from "./media/table-stream.ts";
export { JoinedTable, PartitionedTable } from "./media/composite-tables.ts";
export { openTable, type TableRows } from "./media/open-table.ts";
export type { ScanHistoryOptions } from "./queries/scan-history.ts";
export type { ReadMediaOptions } from "./media/read-address.ts";
export { readTableRows } from "./media/read-rows.ts";
export { Image, type ImageOptions } from "./media/image.ts";
export { ImageMask, type MaskPixels } from "./media/image-mask.ts";
export type { BoundingBox, BoxGroup } from "./media/bounding-box.ts";
export { Classes, type ClassLabel } from "./media/classes.ts";
export type { Pixels } from "./media/png.ts";
export { Audio, type Samples } from "./media/audio.ts";
export { Molecule, Object3D, Video, type CloudPoint, type PointCloud } from "./media/files.ts";
export { Html } from "./media/html.ts";
export { Graph, type GraphNode } from "./media/graph.ts";
export { Histogram } from "./media/histogram.ts";
export { Plotly } from "./media/plotly.ts";
export { Bokeh } from "./media/bokeh.ts";
export { FileMedia, type MediaFileSource, type MediaReferenceOptions } from "./media/media-file.ts";
export type { WandbType } from "./media/column-types.ts";

export type { ChartPresetOptions } from "./charts/chart-preset.ts";
export { CustomChart, customChart, type CustomChartOptions } from "./charts/custom-chart.ts";
export { Visualization, visualize } from "./charts/visualize.ts";
export {
  barChart,
  histogramChart,
  lineChart,
  scatterChart,
  type ChartOptions,
} from "./charts/table-charts.ts";
export {
  lineSeriesChart,
  type LineSeriesOptions,
  type Series,
} from "./charts/line-series-chart.ts";
export {
  confusionMatrixChart,
  type ConfusionMatrixOptions,
} from "./charts/confusion-matrix-chart.ts";
export { prCurveChart } from "./charts/pr-curve-chart.ts";
export { rocCurveChart } from "./charts/roc-curve-chart.ts";
export type { CurveOptions } from "./charts/curve-classes.ts";
export type { Label } from "./charts/class-labels.ts";

export { ContentCache, type CacheCleaning, type CacheLimits } from "./cache/content-cache.ts";
export type { GraphqlOptions } from "./transport/graphql.ts";
export { operation, type Operation } from "./transport/operation.ts";
export type { ClientServices, RunPlace } from "./client/services.ts";

export {
  WandbClientError,
  wandbClientErrors,
  WandbIntegrityError,
  WandbRequestError,
  type WandbClientErrorCode,
} from "./errors.ts";
export {
  LaunchQueue,
  type LaunchQueueOptions,
  type LaunchQueueView,
  type PushOptions,
  type QueuePage,
  type QueuePageOptions,
  type QueueResource,
  type TemplateVariable,
} from "./launch/launch-queue.ts";
export type { ListedLaunchQueue } from "./launch/launch-client.ts";
export type { ListedItem, QueueItemState, QueueItemView, RunSpec } from "./launch/queue-item.ts";
export {
  LaunchAgentConnection,
  type LaunchAgentRegistration,
  type LaunchAgentStatus,
  type LaunchAgentView,
  type PoppedItem,
  type QueueItemReport,
} from "./launch/launch-agent-connection.ts";
export { LaunchedRun, type ConsoleLines, type LaunchedRunView } from "./launch/launched-run.ts";
export { type LaunchPlaceOptions } from "./launch/launch-client.ts";
export { launchProject, type LaunchCallOptions, type LaunchPlace } from "./launch/launch-place.ts";
