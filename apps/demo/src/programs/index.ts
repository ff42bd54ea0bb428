import { irisProgram } from "./iris-program.ts";
import { launchAgentProgram } from "./launch/launch-agent.ts";
import { launchJobProgram } from "./launch/launch-job.ts";
import { resumedRun } from "./metrics/resumed-run.ts";
import { runMetrics } from "./metrics/run-metrics.ts";
import { advancedPartitions } from "./partitions/advanced-partitions.ts";
import { dailyPartitionsProgram } from "./partitions/daily-partitions.ts";
import { multiPartitionsProgram } from "./partitions/multi-partitions.ts";
import { partitionedJob } from "./partitions/partitioned-job.ts";
import { staticPartitionsProgram } from "./partitions/static-partitions.ts";
import { externalArtifact } from "./reading/external-artifact.ts";
import { getArtifact } from "./reading/get-artifact.ts";
import { getPath } from "./reading/get-path.ts";
import { get } from "./reading/get.ts";
import { readAllPartitionsProgram } from "./reading/read-all-partitions.ts";
import { readByAsset } from "./reading/read-by-asset.ts";
import { readByName } from "./reading/read-by-name.ts";
import { readPartitionConfiguration } from "./reading/read-partition-configuration.ts";
import { readRenamedInput } from "./reading/read-renamed-input.ts";
import { readSpecificPartitionsProgram } from "./reading/read-specific-partitions.ts";
import { declaredRegistryLink } from "./registry/declared-registry-link.ts";
import { registryLink } from "./registry/registry-link.ts";
import { joblibModel } from "./serialization/joblib-model.ts";
import { onnxModel } from "./serialization/onnx-model.ts";
import { pmmlFile } from "./serialization/pmml-file.ts";
import { pmmlString } from "./serialization/pmml-string.ts";
import { repositoryProgram } from "./setup/repository.ts";
import { simpleJob } from "./setup/simple-job.ts";
import type { DemoProgram } from "./support/demo-program.ts";
import { advancedArtifact } from "./writing/advanced-artifact.ts";
import { advancedAssets } from "./writing/advanced-assets.ts";
import { artifactObject } from "./writing/artifact-object.ts";
import { assetConfiguration } from "./writing/asset-configuration.ts";
import { multiAssetConfiguration } from "./writing/multi-asset-configuration.ts";
import { opConfiguration } from "./writing/op-configuration.ts";
import { plainValue } from "./writing/plain-value.ts";
import { table } from "./writing/table.ts";

/** Every program of the demo, in the order of the guide. */
export const programs: readonly DemoProgram[] = [
  irisProgram,
  simpleJob,
  repositoryProgram,
  plainValue,
  table,
  artifactObject,
  opConfiguration,
  assetConfiguration,
  multiAssetConfiguration,
  advancedArtifact,
  dailyPartitionsProgram,
  staticPartitionsProgram,
  multiPartitionsProgram,
  advancedPartitions,
  partitionedJob,
  readByName,
  readByAsset,
  readRenamedInput,
  externalArtifact,
  get,
  getPath,
  getArtifact,
  readAllPartitionsProgram,
  readSpecificPartitionsProgram,
  readPartitionConfiguration,
  joblibModel,
  onnxModel,
  pmmlString,
  pmmlFile,
  advancedAssets,
  registryLink,
  declaredRegistryLink,
  launchAgentProgram,
  launchJobProgram,
  runMetrics,
  resumedRun,
];
