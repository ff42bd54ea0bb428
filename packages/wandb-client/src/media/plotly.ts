import type { JsonObject } from "../util/json.ts";
import { WandbMedia, type MediaTarget } from "./media.ts";
import { storeRunJson } from "./run-json.ts";

/** A Plotly figure, given as its JSON. Stored as a metric of a run. */
export class Plotly extends WandbMedia {
  readonly mediaType = "plotly-file" as const;
  readonly className = "Plotly";
  override readonly notStorable = "Log it to the run: `run.log({ plot })`, or store it as `Html`.";
  readonly figure: JsonObject;

  constructor(figure: JsonObject) {
    super();
    this.figure = figure;
  }

  override async toJson(target: MediaTarget): Promise<JsonObject> {
    return await storeRunJson(target, "plotly", ".plotly.json", "plotly-file", this.figure);
  }
}
