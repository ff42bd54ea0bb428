import { readTextIfPresent } from "../util/files.ts";

/** Keys of one W&B settings file, as written there. */
export type SettingsFileValues = Readonly<Record<string, string>>;

/**
 * Reads a W&B settings file: INI with one section `[default]`, comments with `#` or `;`. A missing file
 * is empty.
 *
 * @param path the file's path
 */
export function readSettingsFile(path: string): SettingsFileValues {
  return parseSettingsFile(readTextIfPresent(path) ?? "");
}

/** Parses the text of a settings file; lines of other sections are left out. */
export function parseSettingsFile(text: string): SettingsFileValues {
  const values: Record<string, string> = Object.create(null) as Record<string, string>;
  let inDefault = false;
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#") || line.startsWith(";")) continue;
    const section = /^\[([^\]]*)\]$/.exec(line);
    if (section !== null) {
      inDefault = section[1]?.trim() === "default";
      continue;
    }
    const pair = /^([^=:]+?)\s*[=:]\s*(.*)$/.exec(line);
    if (inDefault && pair?.[1] !== undefined)
      values[pair[1].trim().toLowerCase()] = (pair[2] ?? "").trim();
  }
  return values;
}
