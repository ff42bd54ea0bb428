import { operation } from "../transport/operation.ts";

export interface UpsertBucketVariables {
  id?: string | null;
  name?: string | null;
  project?: string | null;
  entity?: string | null;
  groupName?: string | null;
  description?: string | null;
  displayName?: string | null;
  notes?: string | null;
  commit?: string | null;
  config?: string | null;
  host?: string | null;
  program?: string | null;
  repo?: string | null;
  jobType?: string | null;
  state?: string | null;
  sweep?: string | null;
  tags?: readonly string[] | null;
  summaryMetrics?: string | null;
}

export interface BucketFields {
  readonly id: string;
  readonly name: string;
  readonly displayName: string | null;
  readonly description: string | null;
  readonly config: string | null;
  readonly sweepName: string | null;
  readonly historyLineCount: number | null;
  readonly project: {
    readonly id: string;
    readonly name: string;
    readonly entity: { readonly id: string; readonly name: string };
  } | null;
}

export const upsertBucketOperation = operation<
  {
    readonly upsertBucket: {
      readonly bucket: BucketFields | null;
      readonly inserted: boolean | null;
    } | null;
  },
  UpsertBucketVariables
>(
  `
mutation UpsertBucket($id: String, $name: String, $project: String, $entity: String, $groupName: String, $description: String, $displayName: String, $notes: String, $commit: String, $config: JSONString, $host: String, $program: String, $repo: String, $jobType: String, $state: String, $sweep: String, $tags: [String!], $summaryMetrics: JSONString) {
  upsertBucket(input: {id: $id, name: $name, groupName: $groupName, modelName: $project, entityName: $entity, description: $description, displayName: $displayName, notes: $notes, config: $config, commit: $commit, host: $host, jobProgram: $program, jobRepo: $repo, jobType: $jobType, state: $state, sweep: $sweep, tags: $tags, summaryMetrics: $summaryMetrics}) {
    bucket { id name displayName description config sweepName historyLineCount project { id name entity { id name } } }
    inserted
  }
}`,
  { isConflictSafe: true },
);

export interface ResumeFields {
  readonly id: string;
  readonly name: string;
  readonly displayName: string | null;
  readonly summaryMetrics: string | null;
  readonly logLineCount: number | null;
  readonly historyLineCount: number | null;
  readonly eventsLineCount: number | null;
  readonly historyTail: string | null;
  readonly eventsTail: string | null;
  readonly config: string | null;
  readonly tags: readonly string[] | null;
  readonly notes: string | null;
  readonly wandbConfig: string | null;
}

export const resumeStatusOperation = operation<
  {
    readonly model: {
      readonly entity: { readonly name: string } | null;
      readonly bucket: ResumeFields | null;
    } | null;
  },
  { project: string; entity: string | null; name: string }
>(`
query RunResumeStatus($project: String, $entity: String, $name: String!) {
  model(name: $project, entityName: $entity) {
    id name entity { id name }
    bucket(name: $name, missingOk: true) {
      id name summaryMetrics displayName logLineCount historyLineCount eventsLineCount historyTail eventsTail config tags notes wandbConfig(keys: ["t"])
    }
  }
}`);

export const lineCountsOperation = operation<
  {
    readonly model: {
      readonly bucket: Pick<
        ResumeFields,
        "historyLineCount" | "eventsLineCount" | "logLineCount" | "historyTail"
      > | null;
    } | null;
  },
  { project: string; entity: string | null; name: string }
>(`
query RunLineCounts($project: String, $entity: String, $name: String!) {
  model(name: $project, entityName: $entity) {
    bucket(name: $name, missingOk: true) { historyLineCount eventsLineCount logLineCount historyTail }
  }
}`);

export const createRunFilesOperation = operation<
  {
    readonly createRunFiles: {
      readonly runID: string;
      readonly uploadHeaders: readonly string[] | null;
      readonly files: readonly { readonly name: string; readonly uploadUrl: string | null }[];
    } | null;
  },
  { entity: string; project: string; run: string; files: readonly string[] }
>(
  `
mutation CreateRunFiles($entity: String!, $project: String!, $run: String!, $files: [String!]!) {
  createRunFiles(input: {entityName: $entity, projectName: $project, runName: $run, files: $files}) { runID uploadHeaders files { name uploadUrl } }
}`,
  { isConflictSafe: true },
);

export const alertOperation = operation<
  { readonly notifyScriptableRunAlert: { readonly success: boolean | null } | null },
  {
    entity: string;
    project: string;
    run: string;
    title: string;
    text: string;
    severity: "INFO" | "WARN" | "ERROR";
    waitDuration: number;
  }
>(`
mutation NotifyScriptableRunAlert($entity: String!, $project: String!, $run: String!, $title: String!, $text: String!, $severity: AlertSeverity, $waitDuration: Duration) {
  notifyScriptableRunAlert(input: {entityName: $entity, projectName: $project, runName: $run, title: $title, text: $text, severity: $severity, waitDuration: $waitDuration}) { success }
}`);

export const markRunFilesUploadedOperation = operation<
  { readonly markRunFilesUploaded: { readonly success: boolean | null } | null },
  {
    input: { entityName: string; projectName: string; runName: string; files: readonly string[] };
  }
>(
  `
mutation MarkRunFilesUploaded($input: MarkRunFilesUploadedInput!) {
  markRunFilesUploaded(input: $input) { success }
}`,
  { isConflictSafe: true },
);
