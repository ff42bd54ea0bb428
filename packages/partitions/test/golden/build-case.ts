import {
  allPartitions,
  dailyPartitions,
  hourlyPartitions,
  identityMapping,
  lastPartition,
  monthlyPartitions,
  multiPartitionMapping,
  multiPartitions,
  multiToSingleMapping,
  specificPartitions,
  staticMapping,
  staticPartitions,
  timeWindowMapping,
  timeWindowPartitions,
  weeklyPartitions,
  type Dimensions,
  type PartitionMapping,
  type Partitions,
} from "@heddle/partitions";

/** A definition as both languages read it. */
export interface DefinitionSpec {
  readonly kind: "static" | "multi" | "hourly" | "daily" | "weekly" | "monthly" | "cron";
  readonly keys?: readonly string[];
  readonly dimensions?: Readonly<Record<string, DefinitionSpec>>;
  readonly start?: string;
  readonly end?: string;
  readonly timezone?: string;
  readonly format?: string;
  readonly cron?: string;
  readonly endOffset?: number;
  readonly minuteOffset?: number;
  readonly hourOffset?: number;
  readonly dayOffset?: number;
  readonly exclusions?: readonly string[];
}

/** A mapping as both languages read it. */
export interface MappingSpec {
  readonly kind: string;
  readonly startOffset?: number;
  readonly endOffset?: number;
  readonly allowNonexistentUpstream?: boolean;
  readonly keys?: readonly string[];
  readonly table?: Readonly<Record<string, string | readonly string[]>>;
  readonly dimension?: string;
  readonly dimensions?: Readonly<
    Record<string, { readonly dimension: string; readonly mapping: MappingSpec }>
  >;
}

const built = new Map<string, Partitions>();

/** The definition of a description; equal descriptions give the same object. */
export function buildDefinition(spec: DefinitionSpec): Partitions {
  const id = JSON.stringify(spec);
  let definition = built.get(id);
  if (definition === undefined) built.set(id, (definition = makeDefinition(spec)));
  return definition;
}

function makeDefinition(spec: DefinitionSpec): Partitions {
  const { kind, ...rest } = spec;
  const options = rest as { readonly start: string; readonly hourOffset: number };
  switch (kind) {
    case "static":
      return staticPartitions(spec.keys ?? []);
    case "multi":
      return multiPartitions(
        Object.fromEntries(
          Object.entries(spec.dimensions ?? {}).map(([name, part]) => [
            name,
            buildDefinition(part),
          ]),
        ) as Dimensions,
      );
    case "hourly":
      return hourlyPartitions({ minuteOffset: 0, ...options });
    case "daily":
      return dailyPartitions(options);
    case "weekly":
      return weeklyPartitions(options);
    case "monthly":
      return monthlyPartitions(options);
    case "cron":
    default:
      return timeWindowPartitions({ ...options, cron: spec.cron ?? "", format: spec.format ?? "" });
  }
}

/** The mapping of a description; undefined for the default one. */
export function buildMapping(spec: MappingSpec): PartitionMapping | undefined {
  const { kind, ...options } = spec;
  switch (kind) {
    case "default":
      return undefined;
    case "time-window":
      return timeWindowMapping({ startOffset: 0, ...options });
    case "identity":
      return identityMapping();
    case "all":
      return allPartitions();
    case "last":
      return lastPartition();
    case "specific":
      return specificPartitions(spec.keys ?? []);
    case "static":
      return staticMapping(spec.table ?? {});
    case "multi-to-single":
      return multiToSingleMapping(
        spec.dimension === undefined ? {} : { dimension: spec.dimension },
      );
    case "multi":
      return multiPartitionMapping(
        Object.fromEntries(
          Object.entries(spec.dimensions ?? {}).map(([name, part]) => [
            name,
            { dimension: part.dimension, mapping: buildMapping(part.mapping) as PartitionMapping },
          ]),
        ),
      );
    default:
      throw new RangeError(`unknown mapping ${kind}`);
  }
}
