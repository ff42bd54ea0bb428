import type { JsonObject } from "../util/json.ts";
import { WandbMedia } from "./media.ts";

/** A class of a segmentation or detection. */
export interface ClassLabel {
  readonly id: number;
  readonly name: string;
  readonly color?: string;
}

/** The classes that masks and boxes refer to. */
export class Classes extends WandbMedia {
  readonly mediaType = "classes" as const;
  readonly className = "Classes";
  readonly labels: readonly ClassLabel[];

  constructor(labels: Iterable<ClassLabel>) {
    super();
    this.labels = [...labels];
  }

  /** Names by number, as a table's column type wants them. */
  byId(): Record<string, string> {
    return Object.fromEntries(this.labels.map(({ id, name }) => [String(id), name]));
  }

  override toJson(): Promise<JsonObject> {
    return Promise.resolve({
      _type: "classes",
      class_set: this.labels.map((label) => ({ ...label })),
    });
  }
}
