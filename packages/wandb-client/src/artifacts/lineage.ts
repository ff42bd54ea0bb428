import type { ClientServices, RunPlace } from "../client/services.ts";
import { createdByOperation, usedByOperation } from "../operations/artifact-read.ts";

interface Options {
  readonly signal?: AbortSignal | undefined;
}

/** The runs that used a version. */
export async function usersOf(
  services: ClientServices,
  id: string,
  options: Options,
): Promise<RunPlace[]> {
  const { artifact } = await services.graphql.run(usedByOperation, { id }, options);
  return (artifact?.usedBy?.edges ?? []).flatMap(({ node }) =>
    node.project === null
      ? []
      : [{ entity: node.project.entity.name, project: node.project.name, id: node.name }],
  );
}

/** The run that made a version; undefined when none did. */
export async function creatorOf(
  services: ClientServices,
  id: string,
  options: Options,
): Promise<RunPlace | undefined> {
  const { artifact } = await services.graphql.run(createdByOperation, { id }, options);
  const creator = artifact?.createdBy;
  if (creator?.name === undefined || creator.project === undefined || creator.project === null)
    return undefined;
  return { entity: creator.project.entity.name, project: creator.project.name, id: creator.name };
}
