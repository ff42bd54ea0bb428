import { advancedArtifact } from "./advanced-artifact.ts";
import { advancedPartitions } from "./advanced-partitions.ts";
import { artifactObject } from "./artifact-object.ts";
import { dailyPartitionsProgram } from "./daily-partitions.ts";
import { irisProgram } from "./iris-program.ts";
import { joblibModel } from "./joblib-model.ts";
import { launch } from "./launch.ts";
import { multiPartitionsProgram } from "./multi-partitions.ts";
import { onnxModel } from "./onnx-model.ts";
import { outputConfiguration } from "./output-configuration.ts";
import { partitionedJobProgram } from "./partitioned-job.ts";
import { pmmlModel } from "./pmml-model.ts";
import { readingForms } from "./reading-forms.ts";
import { registryLink } from "./registry-link.ts";
import { repositoryProgram } from "./repository.ts";
import { resumedRun } from "./resumed-run.ts";
import { simpleJob } from "./simple-job.ts";
import { staticPartitionsProgram } from "./static-partitions.ts";
import type { DemoProgram } from "./support/demo-program.ts";
import { table } from "./table.ts";

/** Every program of the demo, in the order of the guide. */
export const programs: readonly DemoProgram[] = [
  irisProgram,
  simpleJob,
  repositoryProgram,
  table,
  artifactObject,
  outputConfiguration,
  dailyPartitionsProgram,
  readingForms,
  joblibModel,
  onnxModel,
  pmmlModel,
  advancedArtifact,
  staticPartitionsProgram,
  multiPartitionsProgram,
  advancedPartitions,
  partitionedJobProgram,
  registryLink,
  launch,
  resumedRun,
];
