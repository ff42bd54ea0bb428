import { z } from "zod";
import type { ConfigurationFault } from "../errors.ts";
import { describe } from "./locate.ts";
import { canonicalise, isRecord, snakeCase } from "./spelling.ts";
import type { DirArguments, FileArguments, ReferenceArguments } from "./write-types.ts";

const path = z.string().min(1);
const policy = z.enum(["mutable", "immutable"]);
const entryName = z
  .string()
  .min(1)
  .refine((name) => !/^([/\\]|[A-Za-z]:)/.test(name) && !name.split(/[/\\]/).includes(".."), {
    error: "must be a relative path that stays inside the artifact",
  });

const fileSchema = z.object({
  localPath: path,
  name: entryName.optional(),
  isTmp: z.boolean().optional(),
  skipCache: z.boolean().optional(),
  policy: policy.optional(),
  overwrite: z.boolean().optional(),
});

const dirSchema = z.object({
  localPath: path,
  name: entryName.optional(),
  skipCache: z.boolean().optional(),
  policy: policy.optional(),
  merge: z.boolean().optional(),
});

const referenceSchema = z.object({
  uri: z.string().refine((uri) => /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(uri), {
    error: 'must have a scheme; for a local path write "file://…"',
  }),
  name: entryName.optional(),
  checksum: z.boolean().optional(),
  maxObjects: z.int().positive().optional(),
});

/** Checks `add_files`: each element's keys, in either spelling, and the kinds of their values. */
export function checkFiles(value: unknown, faults: ConfigurationFault[]): readonly FileArguments[] {
  return list("add_files", value, fileSchema, faults);
}

/** Checks `add_dirs`. */
export function checkDirs(value: unknown, faults: ConfigurationFault[]): readonly DirArguments[] {
  return list("add_dirs", value, dirSchema, faults);
}

/** Checks `add_references`. */
export function checkReferences(
  value: unknown,
  faults: ConfigurationFault[],
): readonly ReferenceArguments[] {
  return list("add_references", value, referenceSchema, faults);
}

function list<Schema extends z.ZodObject>(
  key: string,
  value: unknown,
  schema: Schema,
  faults: ConfigurationFault[],
): readonly z.output<Schema>[] {
  if (value === undefined || value === null) return [];
  const fault = (place: string, message: string): void => {
    faults.push({ code: "E-W15", path: place, message: `${place}: ${message}` });
  };
  if (!Array.isArray(value)) {
    fault(key, `must be a list, not ${describe(value)}`);
    return [];
  }
  const known = Object.keys(schema.shape);
  return (value as readonly unknown[]).flatMap((item, index) => {
    const place = `${key}[${index}]`;
    if (!isRecord(item)) {
      fault(place, `must be a dictionary, not ${describe(item)}`);
      return [];
    }
    const { values, unknown, twice } = canonicalise(item, known);
    for (const name of unknown) {
      fault(place, `has no argument "${name}"; allowed: ${known.map(snakeCase).join(", ")}`);
    }
    for (const name of twice) fault(place, `"${name}" is given twice with different values`);
    const checked = schema.safeParse(withoutNull(values));
    if (checked.success) return [checked.data];
    for (const issue of checked.error.issues) {
      fault(`${place}.${snakeCase(issue.path.join("."))}`, issue.message);
    }
    return [];
  });
}

function withoutNull(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined),
  );
}
