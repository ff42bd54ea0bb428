import { WandbRequestError } from "../errors.ts";
import { serverFeaturesOperation, viewerOperation } from "../operations/identity.ts";
import type { GraphqlTransport } from "../transport/graphql.ts";

/** Whom a key belongs to. */
export interface Viewer {
  readonly id: string;
  readonly username: string | undefined;
  readonly email: string | undefined;
  /** The entity that is used when none is named. */
  readonly entity: string | undefined;
  readonly teams: readonly string[];
}

/** Asks whom the key belongs to. */
export async function fetchViewer(
  graphql: GraphqlTransport,
  host: string,
  options: { readonly signal: AbortSignal | undefined; readonly maxAttempts?: number | undefined },
): Promise<Viewer> {
  const { viewer } = await graphql.run(viewerOperation, {}, options);
  if (viewer === null) {
    throw new WandbRequestError({
      code: "WANDB_CLIENT_UNAUTHORIZED",
      message: `${new URL(host).host} does not know the API key`,
      hint: "Check that the API key is valid and belongs to this host.",
      details: { host },
    });
  }
  return {
    id: viewer.id,
    username: viewer.username ?? undefined,
    email: viewer.email ?? undefined,
    entity: viewer.entity ?? undefined,
    teams: (viewer.teams?.edges ?? []).flatMap(({ node }) => (node === null ? [] : [node.name])),
  };
}

/** The features of a server; those that do not know the question have none. */
export async function fetchFeatures(
  graphql: GraphqlTransport,
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string>> {
  try {
    const { serverInfo } = await graphql.run(serverFeaturesOperation, {}, { signal });
    return new Set(
      (serverInfo?.features ?? []).flatMap((feature) =>
        feature?.isEnabled === true ? [feature.name] : [],
      ),
    );
  } catch (error) {
    if (error instanceof WandbRequestError && /Cannot query field/.test(error.message))
      return new Set();
    throw error;
  }
}
