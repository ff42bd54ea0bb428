/**
 * Sends requests through an HTTP proxy. Loaded only when a proxy is configured, because the platform's
 * `fetch` has no setting for it but takes a dispatcher of the library that it is made of.
 */
export class ProxyDispatcher {
  readonly #address: string;
  #loaded: Promise<unknown> | undefined;

  constructor(address: string) {
    this.#address = address;
  }

  /** The dispatcher for `fetch`. */
  dispatcher(): Promise<unknown> {
    this.#loaded ??= import("undici").then(
      ({ ProxyAgent }) => new ProxyAgent({ uri: this.#address }),
    );
    return this.#loaded;
  }
}
