/** The codes of reading. */
export const readErrors = {
  "E-R01": {
    meaning: "The read configuration holds a key that does not exist, or one key in two spellings.",
    remedy: "Remove the key or correct its spelling; the message lists what is allowed.",
  },
  "E-R02": {
    meaning: "The configuration has `partitions`, but the upstream is not partitioned.",
    remedy: "Remove `partitions`, or give the upstream asset a partitions definition.",
  },
  "E-R03": {
    meaning: "The configuration of an asset input has a name; the asset key gives it already.",
    remedy: "Remove `name`, or use `external` to read another artifact.",
  },
  "E-R04": {
    meaning: "An input without an asset key has no name in its configuration.",
    remedy: "Add `name` to the input's configuration, or read an asset.",
  },
  "E-R05": {
    meaning: "The configuration has both a version and an alias.",
    remedy: "Keep one of the two; without both the input reads `latest`.",
  },
  "E-R06": {
    meaning: "The configuration has both `get` and `get_path`.",
    remedy: "Keep one of the two; without both the input reads the whole artifact.",
  },
  "E-R07": {
    meaning: "A partitioned input has `get` or `get_path` at the top of its configuration.",
    remedy: 'Move it below `partitions`: under a key, or under `"*"` for all keys.',
  },
  "E-R08": {
    meaning: "The entry of a partition is empty.",
    remedy: "Fill the entry, remove it, or set it to null to read the partition without settings.",
  },
  "E-R09": {
    meaning: "The artifact does not hold the requested entry.",
    remedy: "Use one of the entries that the message lists.",
  },
  "E-R10": {
    meaning: "The entry of a partition holds a key that does not exist.",
    remedy: "An entry may hold get, get_path, version, alias, as, on_missing and allow.",
  },
  "E-R11": {
    meaning: "The entry of a partition has both a version and an alias.",
    remedy: "Keep one of the two; without both the partition is read at `latest`.",
  },
  "E-R12": {
    meaning: "The artifact of a partition does not exist.",
    remedy: "Materialize the partition, correct `name`, or set `on_missing`.",
  },
  "E-R13": {
    meaning: "The entry of a partition has both `get` and `get_path`.",
    remedy: "Keep one of the two; without both the whole artifact is read.",
  },
  "E-R14": {
    meaning: "A partitioned input has `version` or `alias` at the top of its configuration.",
    remedy: 'Move it below `partitions`: under a key, or under `"*"` for all keys.',
  },
  "E-R15": {
    meaning: "The artifact was written with a serialization module that cannot be used here.",
    remedy: "Install what the message names, or register a codec of that name.",
  },
  "E-R16": {
    meaning: "The stored value was not decoded, because the trust policy forbids it.",
    remedy: "Allow the named types, choose the policy `inspect`, or trust the source explicitly.",
  },
  "E-R17": {
    meaning: "Downloaded content is not what the artifact's manifest says.",
    remedy: "Read again; when it happens again, the stored content or the cache folder is damaged.",
  },
  "E-R18": {
    meaning: "The artifact found under the name belongs to another asset or partition.",
    remedy: "Rename one of the two assets, or read the artifact by `name`.",
  },
  "E-R19": {
    meaning: "The artifact, or the requested version of it, does not exist.",
    remedy: "Materialize the upstream first, or correct the name, version or alias.",
  },
  "E-R20": {
    meaning: "The delivered value is of another kind than the input asked for.",
    remedy: "Ask for the kind that the message names.",
  },
  "E-R21": {
    meaning: "A setting of the read configuration has a value of the wrong kind.",
    remedy: "Give the value that the message asks for.",
  },
  "E-R22": {
    meaning: "The signature of the stored value is missing or does not fit.",
    remedy: "Write the artifact with the same signing key, or read it without the policy `signed`.",
  },
  "E-R99": {
    meaning: "Anything else failed while an input was read.",
    remedy: "The cause tells the original error, the details the phase.",
  },
} as const;
