import { requireStore, type PartitionsContext } from "../context.ts";
import { KeySetSubset } from "../subset/key-set-subset.ts";
import type { PartitionsSubset } from "../subset/partitions-subset.ts";
import { BaseDefinition } from "./base-definition.ts";
import { definitionDigest } from "./definition-digest.ts";
import { invalidDefinition } from "./invalid-definition.ts";
import type { KeyLine } from "./key-line.ts";
import { keyListProblems, keyProblem } from "./key-rules.ts";
import { PartitionsError } from "../errors.ts";
import type { PartitionKeyRange, PartitionsDefinition } from "./partitions-definition.ts";

/** A wish to add keys to a dynamic definition. */
export interface AddDynamicPartitionsRequest {
  readonly kind: "add-dynamic-partitions";
  readonly name: string;
  readonly keys: readonly string[];
}

/** A wish to remove keys from a dynamic definition. */
export interface DeleteDynamicPartitionsRequest {
  readonly kind: "delete-dynamic-partitions";
  readonly name: string;
  readonly keys: readonly string[];
}

/** Keys that are stored by an instance under a name. */
export interface DynamicPartitions<out Name extends string = string> extends PartitionsDefinition {
  readonly kind: "dynamic";
  /** The name under which the instance stores the keys; definitions with the same name share them. */
  readonly name: Name;
  /** A request for a sensor to return. @throws PARTITIONS_INVALID_KEY */
  buildAddRequest(keys: readonly string[]): AddDynamicPartitionsRequest;
  /** A request for a sensor to return. */
  buildDeleteRequest(keys: readonly string[]): DeleteDynamicPartitionsRequest;
}

/**
 * Defines partitions whose keys an instance stores and users add at run time.
 *
 * @param name the name of the stored list
 * @throws PARTITIONS_INVALID_DEFINITION for an empty name
 *
 * @example
 * ```ts
 * const customers = dynamicPartitions("customers");
 * customers.getPartitionKeys({ dynamicStore: dynamicPartitionsSnapshot({ customers: ["a", "b"] }) }); // ["a", "b"]
 * ```
 */
export function dynamicPartitions<const Name extends string>(name: Name): DynamicPartitions<Name> {
  const problem = keyProblem(name);
  if (problem !== undefined) {
    throw invalidDefinition("dynamic partitions", [
      { path: "name", message: problem.replace("a partition key", "the name") },
    ]);
  }
  return new DynamicDefinition(name);
}

/**
 * Checks keys before an instance stores them.
 *
 * @throws PARTITIONS_INVALID_KEY with every faulty key
 */
export function checkDynamicPartitionKeys(keys: readonly string[]): void {
  const problems = keyListProblems([...new Set(keys)], "keys");
  if (problems.length > 0) {
    throw new PartitionsError({
      code: "PARTITIONS_INVALID_KEY",
      message: problems[0]?.message ?? "invalid keys",
      problems,
    });
  }
}

/** @internal */
export class DynamicDefinition<out Name extends string>
  extends BaseDefinition<string>
  implements DynamicPartitions<Name>
{
  readonly kind = "dynamic";
  readonly name: Name;

  constructor(name: Name) {
    super();
    this.name = name;
  }

  override openLine(context: PartitionsContext | undefined): KeyLine {
    const store = requireStore(this.name, context);
    const { name } = this;
    let keys: readonly string[] | undefined;
    const all = (): readonly string[] => (keys ??= store.getDynamicPartitions(name));
    return {
      get length() {
        return all().length;
      },
      keyAt: (index) => all()[index] as string,
      indexOf: (key) => (store.hasDynamicPartition(name, key) ? all().indexOf(key) : -1),
      list: (from, to) => all().slice(from, to),
      span: (from, to) => all().slice(from, to).values(),
    };
  }

  override hasPartitionKey(key: string, context?: PartitionsContext): boolean {
    return requireStore(this.name, context).hasDynamicPartition(this.name, key);
  }

  override getDefinitionId(context?: PartitionsContext): string {
    return definitionDigest({ ...this.toJSON(), keys: [...this.iteratePartitionKeys(context)] });
  }

  buildAddRequest(keys: readonly string[]): AddDynamicPartitionsRequest {
    checkDynamicPartitionKeys(keys);
    return { kind: "add-dynamic-partitions", name: this.name, keys: [...keys] };
  }

  buildDeleteRequest(keys: readonly string[]): DeleteDynamicPartitionsRequest {
    return { kind: "delete-dynamic-partitions", name: this.name, keys: [...keys] };
  }

  override describe(): string {
    return `dynamic partitions "${this.name}"`;
  }

  override toJSON(): Readonly<Record<string, unknown>> {
    return { kind: this.kind, name: this.name };
  }

  override emptySubset(): PartitionsSubset {
    return new KeySetSubset(this, new Set());
  }

  override allSubset(context?: PartitionsContext): PartitionsSubset {
    return new KeySetSubset(this, new Set(this.iteratePartitionKeys(context)));
  }

  override subsetWithKeys(keys: Iterable<string>, context?: PartitionsContext): PartitionsSubset {
    const list = [...keys];
    for (const key of list)
      if (!this.hasPartitionKey(key, context)) this.checkPartitionKey(key, context);
    return new KeySetSubset(this, new Set(list));
  }

  override subsetOfKnownKeys(keys: Iterable<string>): PartitionsSubset {
    return new KeySetSubset(this, new Set(keys));
  }

  override orderOfKey(): number {
    return 0;
  }

  override subsetInRange(range: PartitionKeyRange, context?: PartitionsContext): PartitionsSubset {
    return new KeySetSubset(this, new Set(this.getPartitionKeysInRange(range, context)));
  }
}
