import type { BackendClock } from "./clock.ts";
import type { ContentStore } from "./files/content-store.ts";
import type { SignedUrls } from "./files/signed-urls.ts";
import type { Quotas } from "./http/quotas.ts";
import type { Manifests } from "./files/manifests.ts";
import type { State } from "./state/state.ts";
import type { UserRecord } from "./state/records.ts";

/** The parts of a backend that every surface uses. */
export interface Services {
  readonly state: State;
  readonly clock: BackendClock;
  readonly content: ContentStore;
  readonly urls: SignedUrls;
  readonly manifests: Manifests;
  readonly quotas: Quotas;
  /** Names of the server features that are on. */
  readonly features: ReadonlySet<string>;
  /** A number in [0, 1), from the backend's seed. */
  readonly random: () => number;
  /** After so many milliseconds without a sign of life a running run counts as crashed. */
  readonly heartbeatTimeoutMs: number;
}

/** What a resolver knows about the request. */
export interface Context extends Services {
  readonly viewer: UserRecord;
  /** Scheme and host under which the caller reached the backend; URLs in answers start with it. */
  readonly origin: string;
}
