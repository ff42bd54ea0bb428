/** The metadata key under which the guide keeps the configuration of an output or an input. */
export const configurationKey = "wandb_artifact_configuration";

/** The key that the guide's first examples use instead; accepted with a warning. */
export const legacyConfigurationKey = "wandb_artifact_arguments";

/** The keys of a write configuration, in camelCase. */
export const writeKeys = [
  "name",
  "type",
  "description",
  "aliases",
  "addDirs",
  "addFiles",
  "addReferences",
  "serializationModule",
  "partitions",
  "metadata",
  "tags",
  "ttl",
  "link",
  "emptyOutput",
  "runAlias",
  "entity",
  "project",
] as const;

/** A key of a write configuration, in camelCase. */
export type WriteKey = (typeof writeKeys)[number];

/** The keys of a read configuration, in camelCase. */
export const readKeys = [
  "name",
  "version",
  "alias",
  "get",
  "getPath",
  "partitions",
  "as",
  "onMissing",
  "policy",
  "allow",
  "trust",
  "download",
  "consistency",
  "wildcard",
  "external",
  "entity",
  "project",
] as const;

/** A key of a read configuration, in camelCase. */
export type ReadKey = (typeof readKeys)[number];

/** The keys of one partition's entry in a read configuration, in camelCase. */
export const entryKeys = [
  "get",
  "getPath",
  "version",
  "alias",
  "as",
  "onMissing",
  "policy",
  "allow",
  "trust",
] as const;

/** A key of one partition's entry, in camelCase. */
export type EntryKey = (typeof entryKeys)[number];
