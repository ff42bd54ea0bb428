import type { EventDataByType, SerializedError } from "../event-data.ts";
import type { EventMetadata } from "../metadata-value.ts";

const error: SerializedError = {
  name: "TypeError",
  message: "x is not a function",
  stack: "TypeError: x is not a function\n    at body (assets.ts:3:7)",
  code: "CORE_STEP_FAILED",
  hint: "Call another.",
  details: { stepKey: "a", list: [1, null, true] },
  cause: { name: "NonError", message: "42" },
};

const metadata: EventMetadata = {
  text: { type: "text", value: 'é \u0000 \u{1f9f6} "quoted"' },
  url: { type: "url", value: "https://example.com" },
  json: { type: "json", value: { a: [1, { b: null }] } },
  int: { type: "int", value: 9_007_199_254_740_991 },
  float: { type: "float", value: 0.1 },
  endless: { type: "float", value: "-Infinity" },
  bool: { type: "bool", value: false },
  timestamp: { type: "timestamp", value: 1_700_000_000_000.5 },
  module: { type: "python_artifact", module: "m", name: "n" },
  run: { type: "dagster_run", runId: "run" },
  asset: { type: "asset", assetKey: ["a", "b/c"] },
  job: { type: "job", jobName: "job", location: "here" },
  table: {
    type: "table",
    records: [{ a: 1, b: "x", c: null }],
    schema: {
      columns: [
        {
          name: "a",
          type: "int",
          constraints: { nullable: false, unique: true, other: ["> 0"] },
          tags: { k: "v" },
        },
        { name: "b", type: "string", description: "a word" },
      ],
      constraints: ["a < b"],
    },
  },
  schema: { type: "table_schema", schema: { columns: [] } },
  lineage: { type: "column_lineage", columns: { a: [{ assetKey: ["up"], column: "x" }] } },
  code: {
    type: "code_references",
    references: [
      { kind: "local", filePath: "assets.ts", lineNumber: 3 },
      { kind: "url", url: "https://example.com/assets.ts", label: "source" },
    ],
  },
  image: { type: "image", source: "plot.png", caption: "a plot" },
  pool: { type: "pool", pool: "db" },
  nothing: { type: "null" },
};

const typeCheck = { success: true, label: "rows", description: "all numbers", metadata };
const engine = { metadata, error, markerStart: "begin", markerEnd: "end" };
const assetKey = ["a", "b/c", 'd"e'];

/** One full example of each event type's data. */
export const sampleData: EventDataByType = {
  LOG: { logger: "user", fields: { rows: 3, nested: { a: [] } }, error },
  RUN_ENQUEUED: { codeLocationName: "here", repositoryName: "all", partitionKey: "2023-01-01" },
  RUN_DEQUEUED: {},
  RUN_STARTING: {},
  RUN_START: {},
  RUN_SUCCESS: {},
  RUN_CANCELING: {},
  RUN_FAILURE: { error, failureReason: "STEP_FAILURE", firstStepFailure: { stepKey: "a", error } },
  RUN_CANCELED: { error },
  STEP_WORKER_STARTING: engine,
  STEP_WORKER_STARTED: engine,
  RESOURCE_INIT_STARTED: engine,
  RESOURCE_INIT_SUCCESS: engine,
  RESOURCE_INIT_FAILURE: engine,
  ENGINE_EVENT: engine,
  STEP_START: {},
  STEP_INPUT: { inputName: "rows", typeCheck },
  STEP_OUTPUT: {
    output: { stepKey: "g.a[k]", outputName: "result", mappingKey: "k" },
    typeCheck,
    version: "v1",
    metadata,
  },
  STEP_SUCCESS: { durationMs: 1.25 },
  STEP_FAILURE: {
    error,
    userFailure: { label: "bad rows", description: "too many", metadata },
    errorSource: "USER_CODE_ERROR",
  },
  STEP_SKIPPED: { missing: [{ stepKey: "a", outputName: "result" }], reason: "a failed" },
  STEP_UP_FOR_RETRY: { error, secondsToWait: 0.5, attempt: 1 },
  STEP_RESTARTED: { attempt: 1 },
  HANDLED_OUTPUT: { outputName: "result", mappingKey: "k", managerKey: "io_manager", metadata },
  LOADED_INPUT: {
    inputName: "rows",
    managerKey: "io_manager",
    upstreamOutputName: "result",
    upstreamStepKey: "a",
    metadata,
  },
  ASSET_MATERIALIZATION_PLANNED: {
    assetKey,
    partitionsSubset: { definitionId: "id", ranges: [{ start: "a", end: "c" }] },
  },
  ASSET_MATERIALIZATION: {
    assetKey,
    partition: "2023-01-01|é",
    metadata,
    tags: { "dagster/data_version": "v1" },
    description: "rows of a day",
    lineage: [{ assetKey: ["up"], partitions: ["1"], storageId: 1, dataVersion: "v0" }],
  },
  ASSET_FAILED_TO_MATERIALIZE: {
    assetKey,
    partition: "2023-01-02",
    failureType: "FAILED",
    reason: "the body failed",
    error,
    willRetry: false,
  },
  ASSET_OBSERVATION: { assetKey, metadata, tags: {} },
  ASSET_CHECK_EVALUATION_PLANNED: { assetKey, checkName: "fresh" },
  ASSET_CHECK_EVALUATION: {
    assetKey,
    checkName: "fresh",
    partition: "2023-01-01",
    passed: false,
    severity: "WARN",
    blocking: true,
    description: "a day old",
    metadata,
    targetMaterialization: { storageId: 1, runId: "run", timestamp: 1 },
  },
  ASSET_WIPED: { assetKey, partitions: ["2023-01-02"] },
  STEP_EXPECTATION_RESULT: { success: true, label: "rows > 0", description: "3", metadata },
  HOOK_COMPLETED: { hookName: "tell" },
  HOOK_ERRORED: { hookName: "tell", error },
  LOGS_CAPTURED: {
    fileKey: "a",
    stepKeys: ["a"],
    externalStdoutUrl: "https://example.com/o",
    externalStderrUrl: "https://example.com/e",
  },
};
