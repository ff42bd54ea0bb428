/**
 * The resources that W&B's queues know, in the spelling of the queue's type. Any of them can be
 * queued; which of them an agent runs is decided by its runners.
 */
export const knownResources = [
  "local-process",
  "local-container",
  "kubernetes",
  "sagemaker",
  "gcp-vertex",
] as const;

/** A resource by name; names of own runners are allowed besides the known ones. */
export type ResourceName = (typeof knownResources)[number] | (string & {});
