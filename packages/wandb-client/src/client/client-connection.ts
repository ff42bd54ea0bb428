import type { ContentCache } from "../cache/content-cache.ts";
import type { WandbSettings } from "../settings/settings.ts";
import type { GraphqlOptions } from "../transport/graphql.ts";
import type { Operation } from "../transport/operation.ts";
import type { Once } from "../util/once.ts";
import { fetchViewer, type Viewer } from "./account.ts";
import { makeServices } from "./make-services.ts";
import type { ClientServices } from "./services.ts";

/** Who asks whether all is well wants to hear soon that it is not. */
const verifyAttempts = 3;

/** What a client is connected to: one server with one key. */
export class ClientConnection {
  readonly #services: ClientServices;
  readonly #viewer: Once<Viewer>;

  /**
   * @throws WandbClientError `WANDB_CLIENT_SETTINGS` with every fault, `WANDB_CLIENT_NOT_LOGGED_IN`
   */
  constructor(settings: WandbSettings) {
    const { services, viewer } = makeServices(settings);
    this.#services = services;
    this.#viewer = viewer;
  }

  /** API address of the server, without trailing slash. */
  get host(): string {
    return this.#services.settings.host;
  }

  /** Address of its web pages. */
  get appUrl(): string {
    return this.#services.settings.appUrl;
  }

  /** The cache of downloaded content; undefined without `cacheDir`. */
  get cache(): ContentCache | undefined {
    return this.#services.cache;
  }

  /** The parts that this client is made of, for the other folders of this package. */
  get services(): ClientServices {
    return this.#services;
  }

  /** The account that the key belongs to; asked once. */
  viewer(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<Viewer> {
    return this.#viewer.get(options.signal);
  }

  /**
   * Checks that the host is reached and takes the key.
   *
   * @returns whom the key belongs to
   * @throws WandbRequestError `WANDB_CLIENT_UNAUTHORIZED`, `WANDB_CLIENT_NETWORK`, `WANDB_CLIENT_BAD_ANSWER` …,
   *   with the host and what to do
   */
  verify(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<Viewer> {
    return fetchViewer(this.#services.graphql, this.host, {
      signal: options.signal,
      maxAttempts: verifyAttempts,
    });
  }

  /** The entity to use when none is named: the configured one, else the account's. */
  defaultEntity(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<string> {
    return this.#services.defaultEntity(options.signal);
  }

  /**
   * Runs a GraphQL operation with the client's retries, time-outs and errors.
   *
   * @param operation a document, or a declared operation with types
   * @param variables its variables
   * @returns the answer's `data`
   * @throws WandbRequestError with the server's messages
   */
  graphql<Result = unknown, Variables extends object = Record<string, unknown>>(
    operation: string | Operation<Result, Variables>,
    variables: Variables,
    options: GraphqlOptions = {},
  ): Promise<Result> {
    return this.#services.graphql.run<Result, Variables>(operation, variables, options);
  }
}
