import type { ClientServices } from "../client/services.ts";
import { lineCountsOperation } from "../operations/runs.ts";
import type { StreamOffsets } from "./file-stream.ts";

/** What the server has of a run's lines. */
export interface StoredLines {
  readonly counts: StreamOffsets;
  /** The last rows of its history: a JSON list of rows that are JSON text themselves. */
  readonly historyTail: string | null;
}

/** Asks what the server has of a run's lines; undefined when there is no such run. */
export async function storedLines(
  services: ClientServices,
  place: { readonly entity: string; readonly project: string; readonly id: string },
  signal: AbortSignal | undefined,
): Promise<StoredLines | undefined> {
  const { entity, project, id: name } = place;
  const variables = { entity, project, name };
  const { model } = await services.graphql.run(lineCountsOperation, variables, { signal });
  const bucket = model?.bucket ?? undefined;
  return (
    bucket && {
      counts: {
        history: bucket.historyLineCount ?? 0,
        events: bucket.eventsLineCount ?? 0,
        console: bucket.logLineCount ?? 0,
      },
      historyTail: bucket.historyTail,
    }
  );
}
