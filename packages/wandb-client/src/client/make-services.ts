import { Artifact } from "../artifacts/artifact.ts";
import { ReferencedArtifacts } from "../artifacts/referenced-artifacts.ts";
import { UploadJournal } from "../artifacts/upload-journal.ts";
import { ContentCache } from "../cache/content-cache.ts";
import { WandbClientError } from "../errors.ts";
import { resolveSettings, type WandbSettings } from "../settings/settings.ts";
import { apiKeyCredentials } from "../transport/credentials.ts";
import { GraphqlTransport } from "../transport/graphql.ts";
import { HttpTransport } from "../transport/http.ts";
import { IdentityTokenCredentials } from "../transport/identity-token.ts";
import { ProxyDispatcher } from "../transport/proxy.ts";
import { KeyedMutex } from "../util/concurrency.ts";
import { Once } from "../util/once.ts";
import { fetchFeatures, fetchViewer, type Viewer } from "./account.ts";
import type { ClientServices } from "./services.ts";

/** The parts of one client, and the account that its key belongs to. Makes no request. */
export function makeServices(settings: WandbSettings): {
  readonly services: ClientServices;
  readonly viewer: Once<Viewer>;
} {
  const resolved = resolveSettings(settings);
  const http = new HttpTransport(
    resolved,
    resolved.proxy === undefined
      ? undefined
      : new ProxyDispatcher(resolved.proxy, resolved.noProxy),
  );
  const credentials =
    resolved.identityTokenFile === undefined
      ? apiKeyCredentials(resolved)
      : new IdentityTokenCredentials(resolved, http, resolved.identityTokenFile);
  const graphql = new GraphqlTransport(resolved, http, credentials);
  const viewer = new Once((signal) => fetchViewer(graphql, resolved.host, { signal }));
  const features = new Once((signal) => fetchFeatures(graphql, signal));
  const services: ClientServices = {
    settings: resolved,
    http,
    graphql,
    credentials,
    features: (signal) => features.get(signal),
    async defaultEntity(signal) {
      if (resolved.entity !== undefined) return resolved.entity;
      const { entity } = await viewer.get(signal);
      if (entity !== undefined) return entity;
      throw new WandbClientError({
        code: "WANDB_CLIENT_SETTINGS",
        message: `no entity is configured and the account on ${new URL(resolved.host).host} has no default entity`,
        hint: "Pass `entity`, or set a default entity in the account's settings.",
      });
    },
    referenced: new ReferencedArtifacts((id) => Artifact.byId(services, id)),
    saves: new KeyedMutex(),
    cache:
      resolved.cacheDir === undefined
        ? undefined
        : new ContentCache(resolved.cacheDir, resolved.clock),
    journal: resolved.dataDir === undefined ? undefined : new UploadJournal(resolved.dataDir),
  };
  return { services, viewer };
}
