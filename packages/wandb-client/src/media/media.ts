import type { JsonObject } from "../util/json.ts";
import type { ArtifactEntry } from "../artifacts/artifact-entry.ts";
import type { ReferenceOptions } from "../references/options.ts";
import type { ManifestEntry } from "../artifacts/manifest.ts";

/** `_type` of the objects that W&B knows, which is also the suffix of their file. */
export type MediaType =
  | "table"
  | "joined-table"
  | "partitioned-table"
  | "image-file"
  | "audio-file"
  | "video-file"
  | "html-file"
  | "object3D-file"
  | "molecule-file"
  | "bokeh-file"
  | "classes"
  | "histogram"
  | "graph-file"
  | "plotly-file"
  | "custom-chart"
  | "mask";

/** Names of classes by their numbers. */
export type ClassNames = Readonly<Record<number, string>>;

/** What a media object needs from the place it is stored in. */
export interface MediaTarget {
  /** `artifact`, or `run` for an object that is logged as a metric. */
  readonly place: "artifact" | "run";
  /** Stores bytes under a path; the same path with the same bytes is stored once. */
  addBytes(path: string, bytes: Uint8Array): Promise<ManifestEntry>;
  /** Stores a local file under a path, streamed from where it lies; one that is stored already keeps its path. */
  addLocalFile(path: string, localPath: string): Promise<ManifestEntry>;
  /** In an artifact: refers to an entry of another version, or stores its bytes again. */
  addEntry(path: string, entry: ArtifactEntry): Promise<ManifestEntry>;
  /** In an artifact: refers to content that lies elsewhere by its address. */
  addReference(path: string, uri: string, options: ReferenceOptions): Promise<ManifestEntry>;
  /** In a run: the history names an artifact that has the object, so that its file need not be uploaded. */
  readonly isStored?: boolean;
  /** In a run: the path of a media file, `media/<folder>/<key>_<step>_<20 hex of the SHA-256><extension>`. */
  runPath(folder: string, sha256: string, extension: string): string;
  /** In a run: keeps the names of the classes that a group of masks or boxes uses, for the page that shows them. */
  nameClasses(kind: "mask" | "bounding_box", group: string, names: ClassNames): void;
  /** Stores another object under a name, for objects that consist of others. */
  addMedia(media: WandbMedia, name: string): Promise<ManifestEntry>;
}

const mark: unique symbol = Symbol.for("@heddle/wandb-client/WandbMedia");

/**
 * A rich value that W&B stores and shows: a table, an image, a sound … In an artifact it is a JSON file
 * `<name>.<type>.json` with its companion files.
 */
export abstract class WandbMedia {
  /** The value of `_type`. */
  abstract readonly mediaType: MediaType;
  /** The class's name in W&B's own SDK, which the integration uses as default entry name: `Table`. */
  abstract readonly className: string;
  /** Why the object cannot be stored in an artifact, with what to do instead; undefined when it can. */
  readonly notStorable: string | undefined = undefined;

  /** Parameters of the type of a table's column that holds such objects; undefined for most kinds. */
  get typeParams(): JsonObject | undefined {
    return undefined;
  }

  constructor() {
    Object.defineProperty(this, mark, { value: true });
  }

  /**
   * The object's JSON, after its companion files were stored.
   *
   * @param target where companion files go
   */
  abstract toJson(target: MediaTarget): Promise<JsonObject>;

  /** Whether a value is a media object, also one of another installed copy of this package. */
  static is(value: unknown): value is WandbMedia {
    return (
      typeof value === "object" &&
      value !== null &&
      (value as { readonly [mark]?: unknown })[mark] === true
    );
  }
}

/** Whether a value is a W&B media object such as a `Table` or an `Image`. */
export function isWandbMedia(value: unknown): value is WandbMedia {
  return WandbMedia.is(value);
}
