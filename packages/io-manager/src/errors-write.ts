/** The codes of writing. */
export const writeErrors = {
  "E-W01": {
    meaning: "A step that covers several partitions produced one plain value for all of them.",
    remedy:
      "Return or yield a keyed collection with one value per partition, or start one run per partition.",
  },
  "E-W02": {
    meaning:
      "The write configuration holds a key that does not exist, or one key in two spellings.",
    remedy: "Remove the key or correct its spelling; the message lists what is allowed.",
  },
  "E-W03": {
    meaning: "The serialization module is not one that the IO manager knows.",
    remedy: "Use pickle, dill, cloudpickle, joblib, raw, or a codec that you registered.",
  },
  "E-W04": {
    meaning: "The configuration has a name, but the value is an Artifact, which has its own.",
    remedy: "Remove `name` from the configuration.",
  },
  "E-W05": {
    meaning: "The configuration has a type, but the value is an Artifact, which has its own.",
    remedy: "Remove `type` from the configuration.",
  },
  "E-W06": {
    meaning: "Both the configuration and the Artifact have a description.",
    remedy: "Set the description in one of the two places.",
  },
  "E-W07": {
    meaning: "The configuration has a name, but the output is an asset, whose key gives the name.",
    remedy: "Remove `name`; rename the asset when the artifact needs another name.",
  },
  "E-W08": {
    meaning: "The Artifact has no name and nothing else gives it one.",
    remedy: "Give the Artifact a name when you build it.",
  },
  "E-W09": {
    meaning: "The W&B object is of a kind that artifacts cannot hold, such as a Graph.",
    remedy: "Log the object to the W&B run, or store one of the kinds that the message lists.",
  },
  "E-W10": {
    meaning: "The Artifact was logged already; a committed version cannot be changed.",
    remedy: "Return a new Artifact, or a draft made from the committed one.",
  },
  "E-W11": {
    meaning: "The output of an op has no asset key and no name in its configuration.",
    remedy: "Add `name` to the output's configuration, or make it an asset.",
  },
  "E-W12": {
    meaning: "The value could not be serialized.",
    remedy: "Check the value and the parameters, or choose another serialization module.",
  },
  "E-W13": {
    meaning: "The serialization module exists but cannot be used here.",
    remedy: "Install what the message names, or choose another serialization module.",
  },
  "E-W14": {
    meaning: "The artifact's name or type is not legal in W&B.",
    remedy: "Use letters, digits, `_`, `-` and `.` only; types `job` and `wandb-…` are reserved.",
  },
  "E-W15": {
    meaning:
      "A file, directory or reference to attach is missing, wrong, or collides with another.",
    remedy: "Correct the argument that the message names.",
  },
  "E-W16": {
    meaning: "The metadata for the artifact is not allowed.",
    remedy: "Use at most 100 keys in all, none of which begins with `source_`, with JSON values.",
  },
  "E-W17": {
    meaning: "An alias or tag is not legal in W&B, or looks like a version.",
    remedy: "Use text without `/` and `:` that is not `v` and a number.",
  },
  "E-W18": {
    meaning: "Two different assets would be stored in one artifact.",
    remedy: "Rename one of the two assets or its partition key.",
  },
  "E-W19": {
    meaning: "The metadata entry for W&B is given twice or is not a configuration at all.",
    remedy: "Keep one entry, `wandb_artifact_configuration`, with a dictionary of settings.",
  },
  "E-W20": {
    meaning: "A setting of the write configuration has a value of the wrong kind.",
    remedy: "Give the value that the message asks for.",
  },
  "E-W21": {
    meaning: "The artifact was stored, but linking it to the registry failed.",
    remedy: "Check the registry path and the rights of the key, then link the stored version.",
  },
  "E-W99": {
    meaning: "Anything else failed while an output was written.",
    remedy: "The cause tells the original error, the details the phase.",
  },
} as const;
