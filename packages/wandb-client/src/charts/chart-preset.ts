import type { ClientServices } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import { createCustomChartOperation } from "../operations/charts.ts";
import type { JsonObject } from "../util/json.ts";

/** A Vega preset that charts are drawn by. */
export interface ChartPresetOptions {
  /** Name of the preset within its entity. */
  readonly name: string;
  /** The Vega or Vega-Lite specification; columns stand in it as `${field:x}`, texts as `${string:title}`. */
  readonly spec: JsonObject;
  /** Name that the web page shows. Default the name. */
  readonly displayName?: string;
  /** Who may use it: members of the entity, or everybody. Default `private`. */
  readonly access?: "private" | "public";
  /** Whose preset it is. Default the client's entity. */
  readonly entity?: string;
  readonly signal?: AbortSignal | undefined;
}

/** Makes a preset; returns how charts name it. */
export async function createChartPreset(
  services: ClientServices,
  options: ChartPresetOptions,
): Promise<string> {
  const { name, spec, displayName = name, access = "private", signal } = options;
  const entity = options.entity ?? (await services.defaultEntity(signal));
  const answer = await services.graphql.run(
    createCustomChartOperation,
    {
      entity,
      chartName: name,
      displayName,
      chartType: "vega2",
      access: access.toUpperCase(),
      spec: JSON.stringify(spec),
    },
    { signal },
  );
  if (answer.createCustomChart?.chart != null) return `${entity}/${name}`;
  throw new WandbClientError({
    code: "WANDB_CLIENT_BAD_ANSWER",
    message: `createCustomChart: the server answered without the preset ${entity}/${name}`,
    hint: "Check that you may write to the entity.",
    details: { entity, name },
  });
}
