import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { EventRecord, EventType, Instance } from "@heddle/core";
import { openInstance } from "@heddle/storage";
import { WandbClient } from "@heddle/wandb-client";
import {
  createWandbBackend,
  defaultApiKey,
  serveWandb,
  type ArtifactView,
  type WandbBackend,
  type WandbServer,
} from "@heddle/wandb-mock";
import { programs } from "../src/programs/index.ts";

/** Entity and project of the programs under test. */
export const place = "ada/looms";

/** A server, an instance and a folder of their own for one program. */
export class ProgramWorld implements AsyncDisposable {
  readonly backend: WandbBackend;
  readonly instance: Instance;
  readonly #server: WandbServer;
  readonly #home: string;

  private constructor(
    backend: WandbBackend,
    server: WandbServer,
    instance: Instance,
    home: string,
  ) {
    this.backend = backend;
    this.#server = server;
    this.instance = instance;
    this.#home = home;
  }

  static async open(): Promise<ProgramWorld> {
    // Inside the demo, so that a program which Launch runs finds the packages.
    const parent = join(import.meta.dirname, "..", ".heddle");
    mkdirSync(parent, { recursive: true });
    const home = mkdtempSync(join(parent, "test-"));
    const backend = createWandbBackend();
    return new ProgramWorld(backend, await serveWandb(backend), await openInstance({ home }), home);
  }

  /** Runs a program by its name on the command line. */
  async run(name: string): Promise<void> {
    const program = programs.find((each) => each.name === name);
    if (program === undefined) throw new Error(`there is no program ${name}`);
    const { origin } = this.#server;
    const [entity = "", project = ""] = place.split("/");
    await program.run({
      instance: this.instance,
      target: {
        baseUrl: origin,
        apiKey: defaultApiKey,
        entity,
        project,
        isLocal: false,
        [Symbol.asyncDispose]: () => Promise.resolve(),
      },
      client: new WandbClient({ host: origin, apiKey: defaultApiKey }),
      environment: {
        ...process.env,
        WANDB_API_KEY: defaultApiKey,
        WANDB_BASE_URL: origin,
        WANDB_ENTITY: entity,
        WANDB_PROJECT: project,
      },
      folder: this.#home,
      say: () => undefined,
      signal: new AbortController().signal,
    });
  }

  /** All events of some type, over all runs, in order. */
  async events<Type extends EventType>(type: Type): Promise<EventRecord<Type>[]> {
    const events: EventRecord<Type>[] = [];
    for await (const event of this.instance.allEvents<Type>({ types: [type] })) events.push(event);
    return events;
  }

  /** What users' code logged. */
  async logLines(): Promise<string[]> {
    return (await this.events("LOG")).map(({ message }) => message);
  }

  /** Ids of the orchestrator's runs, oldest first. */
  async runIds(): Promise<string[]> {
    return (await this.instance.getRuns()).map(({ runId }) => runId).toReversed();
  }

  /** Keys of the assets that were made, in order; with their partition, if any. */
  async materialized(): Promise<string[]> {
    return (await this.events("ASSET_MATERIALIZATION")).map(({ data }) =>
      [data.assetKey.join("/"), ...(data.partition === undefined ? [] : [data.partition])].join(
        " ",
      ),
    );
  }

  /** A value of the metadata of the newest materialization of an asset. */
  async metadataOf(asset: string, label: string): Promise<unknown> {
    const made = (await this.events("ASSET_MATERIALIZATION")).findLast(
      ({ data }) => data.assetKey.join("/") === asset,
    );
    const value = made?.data.metadata[label];
    return value !== undefined && "value" in value ? value.value : undefined;
  }

  /** Steps that an event of some type speaks of, in order. */
  async stepsThat(type: EventType): Promise<string[]> {
    return (await this.events(type)).map(({ stepKey }) => stepKey ?? "");
  }

  /** A version of the project, as the server has it. */
  async artifact(name: string): Promise<ArtifactView> {
    const artifact = await this.backend.inspect.artifact(`${place}/${name}`);
    if (artifact === undefined) throw new Error(`the server has no ${name}`);
    return artifact;
  }

  /** The bytes of an entry of a version. */
  async content(name: string, entry: string): Promise<Uint8Array> {
    const bytes = await this.backend.inspect.content(`${place}/${name}`, entry);
    if (bytes === undefined) throw new Error(`${name} has no ${entry}`);
    return bytes;
  }

  /** The type of each collection of the project. */
  async types(): Promise<Record<string, string>> {
    const all = await this.backend.inspect.artifacts(place);
    return Object.fromEntries(all.filter(isMade).map(({ collection, type }) => [collection, type]));
  }

  /** Names of the artifacts of the project, each with its newest version. */
  async artifactNames(): Promise<string[]> {
    const all = await this.backend.inspect.artifacts(place);
    return all
      .filter(isMade)
      .map(({ collection, version }) => `${collection}:${version}`)
      .toSorted();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.instance.close();
    await this.#server[Symbol.asyncDispose]();
    await this.backend[Symbol.asyncDispose]();
    rmSync(this.#home, { recursive: true, force: true });
  }
}

/** Whether a program made the artifact, and not the client beside it. */
function isMade({ type }: ArtifactView): boolean {
  return !/^(?:job|code|wandb-)/.test(type);
}
