import { CoreError } from "../errors.ts";
import { z } from "zod";
import { SourceLocation } from "../definitions/source-location.ts";
import { fromDefinition, type Resource } from "../resources/resource.ts";
import type { IOManager } from "./io-manager.ts";

/**
 * An IO manager that keeps values in the memory of this process, by identifier: for tests and for jobs whose values need
 * not outlive the run. Steps in other processes cannot read them.
 */
export function memoryIOManager(): Resource<IOManager, {}> {
  return inMemory(() => createMemoryIOManager(), SourceLocation.of(memoryIOManager));
}

/** As {@link memoryIOManager}, with one store for as long as the resource is held. */
export function sharedMemoryIOManager(): Resource<IOManager, {}> {
  const manager = createMemoryIOManager();
  return inMemory(() => manager, SourceLocation.of(sharedMemoryIOManager));
}

function inMemory(create: () => IOManager, location: SourceLocation): Resource<IOManager, {}> {
  return fromDefinition({
    config: z.unknown(),
    needs: {},
    create,
    description: "keeps values in the memory of one process",
    fixed: undefined,
    borrowed: true,
    processLocal: true,
    faults: [],
    location,
  }) as unknown as Resource<IOManager, {}>;
}

/** The IO manager itself, with a store of its own or a shared one. */
export function createMemoryIOManager(values: Map<string, unknown> = new Map()): IOManager {
  return {
    scope: "process",
    handleOutput: (context, value) => {
      if (context.hasAssetPartitions && context.assetPartitionKeys.length > 1)
        throw severalPartitions(context.assetPartitionKeys.length, context.name);
      values.set(JSON.stringify(context.identifier), value);
    },
    loadInput: (context) => {
      const name = JSON.stringify(context.identifier);
      if (!values.has(name)) {
        throw new CoreError({
          code: "CORE_VALUE_NOT_FOUND",
          message: `nothing is stored in memory under ${context.identifier.join("/")}`,
          hint: "Materialize it in this process first, or use an IO manager that stores it for longer.",
        });
      }
      return values.get(name);
    },
  };
}

/** The error for one plain value in a run over several partitions. */
export function severalPartitions(count: number, output: string): CoreError {
  return new CoreError({
    code: "CORE_SEVERAL_PARTITIONS",
    message: `output "${output}" is one plain value, but the run covers ${count} partitions`,
    hint: "Return a Map from partition key to value or keyedValues(…), yield output(value, { partitionKey }), or run one partition at a time.",
  });
}
