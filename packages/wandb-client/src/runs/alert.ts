import type { ClientServices, RunPlace } from "../client/services.ts";
import { alertOperation } from "../operations/runs.ts";

/** What an alert says. */
export interface AlertOptions {
  readonly title: string;
  readonly text: string;
  readonly level?: "INFO" | "WARN" | "ERROR";
  /** Shortest time between two alerts of this title. Default one minute. */
  readonly waitMs?: number;
  readonly signal?: AbortSignal;
}

/** Sends an alert on behalf of a run. */
export async function sendAlert(
  services: ClientServices,
  place: RunPlace,
  options: AlertOptions,
): Promise<void> {
  const { title, text, level = "INFO", waitMs = 60_000, signal } = options;
  await services.graphql.run(
    alertOperation,
    {
      entity: place.entity,
      project: place.project,
      run: place.id,
      title,
      text,
      severity: level,
      waitDuration: waitMs,
    },
    { signal },
  );
}
