import type {
  InputContext,
  IOManager,
  MetadataInput,
  OutputContext,
  PartitionedInput,
} from "@heddle/core";
import { loadInput, loadPartitions } from "../read/load-input.ts";
import { writeOutput } from "../write/write-output.ts";
import type { ManagerParts } from "./manager-parts.ts";

/** Stores outputs as W&B artifacts and loads them, for all steps of one run in one process. */
export class WandbArtifactsManager implements IOManager {
  readonly scope = "shared";
  readonly #parts: ManagerParts;

  constructor(parts: ManagerParts) {
    this.#parts = parts;
  }

  async handleOutput(context: OutputContext, value: unknown): Promise<MetadataInput | void> {
    this.#warnOfConfig(context);
    return await writeOutput(this.#parts, context, value);
  }

  loadInput(context: InputContext): Promise<unknown> {
    this.#warnOfConfig(context);
    return loadInput(this.#parts, context);
  }

  loadPartitions(context: InputContext): Promise<PartitionedInput<unknown>> {
    this.#warnOfConfig(context);
    return loadPartitions(this.#parts, context);
  }

  #warnOfConfig(context: InputContext | OutputContext): void {
    for (const warning of this.#parts.settings.warnings) this.#parts.warnOnce(context, warning);
  }
}
