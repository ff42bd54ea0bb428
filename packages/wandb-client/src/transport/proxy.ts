/**
 * Sends requests through an HTTP proxy. Loaded only when a proxy is configured, because the platform's
 * `fetch` has no setting for it but takes a dispatcher of the library that it is made of.
 */
export class ProxyDispatcher {
  readonly #address: string;
  readonly #except: string;
  #loaded: Promise<unknown> | undefined;

  /** @param except hosts that are reached directly, joined by commas */
  constructor(address: string, except = "") {
    this.#address = address;
    this.#except = except;
  }

  /** The dispatcher for `fetch`. */
  dispatcher(): Promise<unknown> {
    this.#loaded ??= import("undici").then(
      // The list of exceptions is given even when empty, else the agent would look into the environment.
      ({ EnvHttpProxyAgent }) =>
        new EnvHttpProxyAgent({
          httpProxy: this.#address,
          httpsProxy: this.#address,
          noProxy: this.#except,
        }),
    );
    return this.#loaded;
  }
}
