import { WandbClientError } from "../errors.ts";

const nameCharacters = /^[A-Za-z0-9_.-]+$/;
const typePattern = /^[-\w]+( *[-.\w]+)*$/;
const tagPattern = /^[-\w]+( +[-\w]+)*$/;
const versionPattern = /^v(0|[1-9]\d*)$/;
const longest = 128;

function refuse(what: string, value: string, why: string, hint: string): never {
  throw new WandbClientError({
    code: "WANDB_CLIENT_INVALID_NAME",
    message: `the ${what} ${JSON.stringify(value)} ${why}`,
    hint,
    details: { what, value },
  });
}

/** Checks the name of a collection that is written to: 1 to 128 letters, digits, `_`, `-`, `.`. */
export function checkArtifactName(name: string): string {
  if (name === "") refuse("artifact name", name, "is empty", "Give the artifact a name.");
  if (name.length > longest)
    refuse("artifact name", name, `has ${name.length} characters`, `Use at most ${longest}.`);
  if (!nameCharacters.test(name)) {
    const wrong = [
      ...new Set(Array.from(name).filter((character) => !nameCharacters.test(character))),
    ].join(" ");
    refuse(
      "artifact name",
      name,
      `has characters that are not allowed: ${wrong}`,
      "Use letters, digits, `_`, `-` and `.`.",
    );
  }
  return name;
}

/** Checks the name of a portfolio or of a registry's collection: 1 to 128 characters, no `/` or `:`. */
export function checkPortfolioName(name: string): string {
  if (name === "" || name.length > longest)
    refuse("collection name", name, "must have 1 to 128 characters", "Shorten it.");
  if (/[/:]/.test(name))
    refuse("collection name", name, "has a `/` or `:`", "Leave these characters out.");
  return name;
}

/**
 * Checks an artifact type, including the ones that W&B keeps for itself.
 *
 * @param allowReserved for W&B's own kinds of artifact, such as launch jobs
 */
export function checkArtifactType(type: string, name: string, allowReserved = false): string {
  if (type.length > longest || !typePattern.test(type)) {
    refuse(
      "artifact type",
      type,
      "is not allowed",
      "Use at most 128 letters, digits, `_`, `-`, `.` and inner spaces.",
    );
  }
  const reserved =
    type === "job" ||
    type.startsWith("wandb-") ||
    (type === "run_table" && name.startsWith("run-")) ||
    (type === "code" && name.startsWith("source-"));
  if (reserved && !allowReserved)
    refuse(
      "artifact type",
      type,
      `is reserved by W&B${type === "job" || type.startsWith("wandb-") ? "" : ` for names like ${name}`}`,
      "Choose another type.",
    );
  return type;
}

/** Checks an alias: 1 to 128 characters, no `/` or `:`, and not of the form of a version. */
export function checkAlias(alias: string): string {
  if (alias === "" || alias.length > longest)
    refuse("alias", alias, "must have 1 to 128 characters", "Shorten it.");
  if (/[/:]/.test(alias)) refuse("alias", alias, "has a `/` or `:`", "Leave these characters out.");
  if (versionPattern.test(alias))
    refuse(
      "alias",
      alias,
      "looks like a version",
      "Versions are numbered by the server; choose another alias.",
    );
  return alias;
}

/** Checks a tag: words of letters, digits, `_` and `-`, separated by spaces. */
export function checkTag(tag: string): string {
  if (tag.length > longest || !tagPattern.test(tag)) {
    refuse(
      "tag",
      tag,
      "is not allowed",
      "Use at most 128 letters, digits, `_`, `-` and inner spaces.",
    );
  }
  return tag;
}

/** Checks a run id: not empty, no outer white space, none of `: ; , # ? / \ % '`, at most 64 characters. */
export function checkRunId(id: string): string {
  if (id === "") refuse("run id", id, "is empty", "Leave it out to get a random one.");
  if (id.trim() !== id) refuse("run id", id, "begins or ends with white space", "Remove it.");
  const wrong = /[:;,#?/\\%']/.exec(id)?.[0];
  if (wrong !== undefined)
    refuse("run id", id, `has the character \`${wrong}\``, "Leave out : ; , # ? / \\ % and '.");
  if (id.length > 64) refuse("run id", id, `has ${id.length} characters`, "Use at most 64.");
  return id;
}

/** Checks a project name: 1 to 128 characters, none of `/ \ # ? % :` or line breaks. */
export function checkProjectName(project: string): string {
  if (project === "" || project.length > longest)
    refuse("project name", project, "must have 1 to 128 characters", "Shorten it.");
  const wrong = /[/\\#?%:\r\n]/.exec(project)?.[0];
  if (wrong !== undefined)
    refuse(
      "project name",
      project,
      `has the character ${JSON.stringify(wrong)}`,
      "Leave out / \\ # ? % : and line breaks.",
    );
  return project;
}

/** The number in `v12`, or undefined for an alias. */
export function versionIndexOf(text: string): number | undefined {
  const digits = versionPattern.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Where an artifact is looked for: `[[entity/]project/]collection[:alias]`. */
export interface ArtifactPath {
  readonly entity: string | undefined;
  readonly project: string | undefined;
  readonly collection: string;
  /** Version or alias, as given. */
  readonly alias: string | undefined;
}

/**
 * Takes an artifact path apart. The alias is split off at the first colon, as W&B does.
 *
 * @throws WandbClientError `WANDB_CLIENT_INVALID_NAME` for an empty part or more than three parts
 */
export function parseArtifactPath(path: string): ArtifactPath {
  const colon = path.indexOf(":");
  const alias = colon < 0 ? undefined : path.slice(colon + 1);
  const parts = (colon < 0 ? path : path.slice(0, colon)).split("/");
  const [collection, project, entity] = parts.toReversed();
  if (
    parts.length > 3 ||
    parts.includes("") ||
    collection === undefined ||
    alias === "" ||
    alias?.includes("/") === true
  ) {
    refuse(
      "artifact path",
      path,
      "is not of the form [[entity/]project/]name[:alias]",
      "Name a collection and, after a colon, a version or alias.",
    );
  }
  return { entity, project, collection, alias };
}
