import type { ReferencedArtifacts } from "../artifacts/referenced-artifacts.ts";
import type { UploadJournal } from "../artifacts/upload-journal.ts";
import type { ContentCache } from "../cache/content-cache.ts";
import type { ResolvedSettings } from "../settings/settings.ts";
import type { Credentials } from "../transport/credentials.ts";
import type { GraphqlTransport } from "../transport/graphql.ts";
import type { HttpTransport } from "../transport/http.ts";
import type { KeyedMutex } from "../util/concurrency.ts";

/** What the parts of one client share. */
export interface ClientServices {
  readonly settings: ResolvedSettings;
  readonly http: HttpTransport;
  readonly graphql: GraphqlTransport;
  readonly credentials: Credentials;
  /** Names of the server features that are on; asked once. */
  features(signal?: AbortSignal): Promise<ReadonlySet<string>>;
  /** The entity to use when none is named; asked once unless configured. */
  defaultEntity(signal?: AbortSignal): Promise<string>;
  /** The versions that entries of others refer to. */
  readonly referenced: ReferencedArtifacts;
  /** Saves of one collection happen in the order of the calls, so that versions are numbered so. */
  readonly saves: KeyedMutex;
  /** Downloaded content by digest; undefined when nothing is cached. */
  readonly cache: ContentCache | undefined;
  /** Versions that were begun; undefined when nothing is kept on disk. */
  readonly journal: UploadJournal | undefined;
}

/** The run on whose behalf artifacts are logged and used. */
export interface RunPlace {
  readonly entity: string;
  readonly project: string;
  /** The run's id, which the API calls its name. */
  readonly id: string;
}
