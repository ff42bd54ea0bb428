import type { PartitionKeyRange, Partitions, TimeWindow } from "@heddle/partitions";
import { listed } from "../definitions/fault.ts";
import { contextMember } from "./context-errors.ts";

/** Some keys of one definition, and the errors for asking too much of them. */
export class PartitionView {
  readonly #what: string;
  readonly definition: Partitions | undefined;
  readonly keys: readonly string[];

  /** @param what whose partitions these are, for messages */
  constructor(what: string, definition: Partitions | undefined, keys: readonly string[]) {
    this.#what = what;
    this.definition = definition;
    this.keys = keys;
  }

  get key(): string {
    const [only] = this.keys;
    if (this.keys.length === 1 && only !== undefined) return only;
    throw this.keys.length === 0
      ? contextMember(
          `${this.#what} has no partition key here`,
          "Start the run with a partition key.",
        )
      : contextMember(
          `${this.#what} covers ${this.keys.length} partition keys: ${listed(this.keys, 5)}`,
          "Use the members for several keys: partitionKeys, assetPartitionKeys or partitionKeyRange.",
        );
  }

  get range(): PartitionKeyRange {
    const start = this.keys[0];
    const end = this.keys.at(-1);
    if (start === undefined || end === undefined)
      throw contextMember(
        `${this.#what} has no partition keys here`,
        "Start the run with a partition key or range.",
      );
    return { start, end };
  }

  get timeWindow(): TimeWindow {
    const { start, end } = this.range;
    const first = windowOf(this.definition, start);
    const last = windowOf(this.definition, end);
    if (first === undefined || last === undefined) {
      throw contextMember(
        `${this.#what} has no time partitions`,
        "Time windows exist for time partitions, and for several dimensions with exactly one of time.",
      );
    }
    return { start: first.start, end: last.end, timezone: first.timezone };
  }

  get required(): Partitions {
    if (this.definition === undefined)
      throw contextMember(`${this.#what} is not partitioned`, "Ask hasAssetPartitions first.");
    return this.definition;
  }
}

function windowOf(definition: Partitions | undefined, key: string): TimeWindow | undefined {
  if (definition?.kind === "time") return definition.timeWindowForPartitionKey(key);
  if (definition?.kind !== "multi") return undefined;
  const dimension = definition.dimensions[definition.timeDimension];
  const part = (definition.parseKey(key) as Readonly<Record<string, string>>)[
    definition.timeDimension
  ];
  return dimension?.kind === "time" && part !== undefined
    ? dimension.timeWindowForPartitionKey(part)
    : undefined;
}
