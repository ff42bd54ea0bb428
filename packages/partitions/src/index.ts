export {
  dynamicPartitionsSnapshot,
  type DynamicPartitionsStore,
  type PartitionsContext,
  type TimeInput,
} from "./context.ts";
export { PartitionsError, partitionsErrors, type PartitionsErrorCode } from "./errors.ts";

export {
  checkDynamicPartitionKeys,
  dynamicPartitions,
  type AddDynamicPartitionsRequest,
  type DeleteDynamicPartitionsRequest,
  type DynamicPartitions,
} from "./definition/dynamic-partitions.ts";
export type { MultiPartitionKey } from "./definition/multi-partition-key.ts";
export {
  multiPartitions,
  type DimensionKeys,
  type DimensionPartitions,
  type Dimensions,
  type DimensionSelection,
  type MultiPartitions,
} from "./definition/multi-partitions.ts";
export { partitionRangeTags, partitionTags } from "./definition/partition-tags.ts";
export type { PartitionKeyOf, PartitionKeyText, Partitions } from "./definition/partitions.ts";
export type {
  KeyPage,
  PageRequest,
  PartitionKeyRange,
  PartitionsDefinition,
  PartitionsKind,
} from "./definition/partitions-definition.ts";
export { selectPartitionKeys } from "./definition/key-selection.ts";
export { staticPartitions, type StaticPartitions } from "./definition/static-partitions.ts";
export {
  dailyPartitions,
  hourlyPartitions,
  monthlyPartitions,
  timeWindowPartitions,
  weeklyPartitions,
} from "./definition/time-factories.ts";
export type {
  BoundInput,
  CronOptions,
  DailyOptions,
  HourlyOptions,
  MonthlyOptions,
  TimeWindowOptions,
  WallClockInput,
  WeeklyOptions,
} from "./definition/time-options.ts";
export type { Cadence, CronOverrides, TimePartitions } from "./definition/time-partitions.ts";
export type { TimeWindow } from "./definition/time-window.ts";

export { defaultPartitionMapping } from "./mapping/default-mapping.ts";
export { identityMapping } from "./mapping/identity-mapping.ts";
export type { OtherDimensions } from "./mapping/multi-collector.ts";
export {
  multiPartitionMapping,
  type DimensionMapping,
  type MultiMappingOptions,
} from "./mapping/multi-mapping.ts";
export {
  multiToSingleMapping,
  type MultiToSingleOptions,
} from "./mapping/multi-to-single-mapping.ts";
export { selfDependencyProblems } from "./mapping/self-dependency.ts";
export { staticMapping } from "./mapping/static-mapping.ts";
export {
  previousPartition,
  timeWindowMapping,
  type TimeWindowMappingOptions,
} from "./mapping/time-window-mapping.ts";
export { allPartitions, lastPartition, specificPartitions } from "./mapping/whole-mappings.ts";
export type { MappingKind, PartitionMapping, UpstreamResult } from "./mapping/partition-mapping.ts";

export {
  artifactName,
  artifactNameCandidates,
  artifactNameLimit,
  assetBaseName,
  decodePartitionKey,
  encodePartitionKey,
  type ArtifactNameCandidate,
  type ArtifactNameOptions,
  type ArtifactNameParts,
} from "./name/artifact-name.ts";
export { decodeNamePart, encodeNamePart } from "./name/encode-name.ts";
export { artifactNamesCanMeet, type NamedAsset } from "./name/names-meet.ts";

export { defaultInputShape, type DefaultInputShape } from "./shape/default-shape.ts";
export { gridShapes, type GridShapes } from "./shape/grid-shapes.ts";
export type { Grid } from "./shape/grid.ts";
export type { InputShape } from "./shape/input-shape.ts";
export {
  resolveInputShape,
  type ResolvedInputShape,
  type ShapeDeclaration,
} from "./shape/resolve-shape.ts";

export type { KeySet, PartitionsSubset } from "./subset/partitions-subset.ts";
export { canDeserializeSubset, deserializeSubset } from "./subset/read-subset.ts";
