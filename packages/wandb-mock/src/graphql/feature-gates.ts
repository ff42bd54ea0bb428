import { TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type GraphQLSchema } from "graphql";

/** A field of a document that only a server with a certain feature has. */
export interface GatedField {
  readonly feature: string;
  /** What a server without the feature answers. */
  readonly message: string;
}

/**
 * The fields that came with a server feature, as far as clients leave them out for servers that do not
 * report it (SDK 0.30 and 0.31).
 */
const featureOfField: Readonly<Record<string, string>> = {
  "Artifact.digestAlgorithm": "ARTIFACT_DIGEST_ALGORITHM",
  "ArtifactSequence.digestAlgorithm": "ARTIFACT_DIGEST_ALGORITHM",
  "Entity.xxhashDigestsEnabled": "ARTIFACT_DIGEST_ALGORITHM",
  "FileConnection.totalCount": "TOTAL_COUNT_IN_FILE_CONNECTION",
  "LinkArtifactPayload.artifactMembership": "ARTIFACT_MEMBERSHIP_IN_LINK_ARTIFACT_RESPONSE",
  "Mutation.markRunFilesUploaded": "MARK_RUN_FILES_UPLOADED",
};

/** Lists the gated fields that a valid document selects. */
export function gatedFields(schema: GraphQLSchema, document: DocumentNode): GatedField[] {
  const found: GatedField[] = [];
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const type = types.getParentType()?.name ?? "";
        const feature = featureOfField[`${type}.${node.name.value}`];
        if (feature === undefined) return;
        const message = `Cannot query field "${node.name.value}" on type "${type}".`;
        found.push({ feature, message });
      },
    }),
  );
  return found;
}
