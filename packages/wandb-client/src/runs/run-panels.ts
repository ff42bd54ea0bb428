import type { ClassNames } from "../media/media.ts";
import { isRecord } from "../util/json.ts";
import { parseLoose } from "../util/loose-json.ts";

const sections = ["visualize", "viz", "mask/class_labels", "bounding_box/class_labels"] as const;
type Section = (typeof sections)[number];

/**
 * What a run's config tells the page that shows its media: the panels of its charts, and the names of the
 * classes of its masks and boxes. W&B keeps it under `_wandb`.
 */
export class RunPanels {
  readonly #sections: Record<Section, Record<string, unknown>>;
  #isChanged = false;

  /** @param resumed what {@link readPanels} found in the run that goes on */
  constructor(resumed: Readonly<Record<string, unknown>> = {}) {
    const of = (section: Section): Record<string, unknown> => {
      const known = resumed[section];
      return isRecord(known) ? { ...known } : {};
    };
    this.#sections = {
      visualize: of("visualize"),
      viz: of("viz"),
      "mask/class_labels": of("mask/class_labels"),
      "bounding_box/class_labels": of("bounding_box/class_labels"),
    };
  }

  /** Adds the panel of the chart that is logged under a key. */
  setChart(key: string, panel: unknown): void {
    this.#set("visualize", key, panel);
  }

  /** Adds what is said of the visualization that is logged under a key. */
  setVisualization(key: string, setting: unknown): void {
    this.#set("viz", key, setting);
  }

  /** Keeps the names of the classes of a group of masks or boxes of the pictures under a key. */
  nameClasses(kind: "mask" | "bounding_box", key: string, group: string, names: ClassNames): void {
    const section = `${kind}/class_labels` as const;
    // The misspelt word is the one that W&B's page looks for.
    const name = `${key}_wandb_delimeter_${group}`;
    this.#set(section, name, { type: section, key: name, value: names });
  }

  /** Whether something was added since the last call. */
  takeChange(): boolean {
    const isChanged = this.#isChanged;
    this.#isChanged = false;
    return isChanged;
  }

  /** The members of `_wandb`; sections without content are left out. */
  encode(): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(this.#sections).filter(([, section]) => Object.keys(section).length > 0),
    );
  }

  #set(section: Section, key: string, value: unknown): void {
    const before = this.#sections[section][key];
    if (JSON.stringify(before) === JSON.stringify(value)) return;
    this.#sections[section][key] = value;
    this.#isChanged = true;
  }
}

/** The panels in the config of a run as the API gives it. */
export function readPanels(config: string | null): Record<string, unknown> {
  const parsed = config === null || config === "" ? {} : parseLoose(config);
  const entry = isRecord(parsed) ? parsed["_wandb"] : undefined;
  const known = isRecord(entry) ? entry["value"] : undefined;
  if (!isRecord(known)) return {};
  return Object.fromEntries(
    sections.flatMap((section) => (isRecord(known[section]) ? [[section, known[section]]] : [])),
  );
}
