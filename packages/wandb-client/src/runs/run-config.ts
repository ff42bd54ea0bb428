import type { ClientServices, RunPlace } from "../client/services.ts";
import { encodeConfig } from "./encode.ts";
import type { Metrics } from "./metrics.ts";
import type { RunPanels } from "./run-panels.ts";
import type { RunStart } from "./start-run.ts";
import { telemetry, upsertRun } from "./upsert.ts";

/** Shortest time between two transmissions of panels, apart from the last. */
const panelIntervalMs = 15_000;

/** A run's config, with what W&B keeps beside the user's: panels, metrics and telemetry. Sent when it changed. */
export class RunConfig {
  readonly #services: ClientServices;
  readonly #place: RunPlace;
  readonly #start: RunStart;
  readonly #panels: RunPanels;
  readonly #metrics: () => Metrics;
  #values: Record<string, unknown>;
  #isDirty = false;
  #sentAt = -Infinity;
  #codePath: string | undefined;

  constructor(
    services: ClientServices,
    place: RunPlace,
    start: RunStart,
    parts: { readonly panels: RunPanels; readonly metrics: () => Metrics },
  ) {
    this.#services = services;
    this.#place = place;
    this.#start = start;
    this.#panels = parts.panels;
    this.#metrics = parts.metrics;
    this.#values = start.config;
  }

  /** The user's values. */
  get values(): Readonly<Record<string, unknown>> {
    return this.#values;
  }

  /** Changes values; the others stay. */
  merge(values: Readonly<Record<string, unknown>>): void {
    this.#values = { ...this.#values, ...values };
    this.#isDirty = true;
  }

  /** Names the artifact that has the code. */
  nameCode(artifact: string): void {
    this.#codePath = artifact;
    this.#isDirty = true;
  }

  /** Lets the next transmission go, also when no value of the user's changed. */
  touch(): void {
    this.#isDirty = true;
  }

  /** New panels are sent at once, but not with every row: what comes soon after waits for the next time. */
  async sendPanels(): Promise<void> {
    if (this.#panels.takeChange()) this.#isDirty = true;
    const now = this.#services.settings.clock.now();
    if (now - this.#sentAt >= panelIntervalMs) await this.send();
  }

  /** Sends what changed, if anything did. */
  async send(): Promise<void> {
    if (!this.#isDirty) return;
    this.#isDirty = false;
    this.#sentAt = this.#services.settings.clock.now();
    const metrics = this.#metrics();
    const { id, project, entity } = this.#place;
    const wandb = {
      ...telemetry(this.#start.startedAt, this.#start.options),
      ...(metrics.isEmpty ? {} : { m: metrics.encode() }),
      ...this.#panels.encode(),
      ...(this.#codePath === undefined ? {} : { code_path: this.#codePath }),
    };
    const config = encodeConfig(this.#values, wandb);
    await upsertRun(this.#services, { name: id, project, entity, config }, undefined);
  }
}
