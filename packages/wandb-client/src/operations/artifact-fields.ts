/** A collection and its place. */
export interface CollectionFields {
  readonly __typename: string;
  readonly name: string;
  readonly project: { readonly name: string; readonly entity: { readonly name: string } } | null;
}

export interface AliasFields {
  readonly alias: string;
  readonly artifactCollection?: CollectionFields | null;
}

/** A version as the server describes it. */
export interface ArtifactFields {
  readonly id: string;
  readonly artifactSequence: CollectionFields | null;
  readonly versionIndex: number | null;
  readonly artifactType: { readonly name: string };
  readonly description: string | null;
  readonly metadata: string | null;
  readonly ttlDurationSeconds: number | null;
  readonly ttlIsInherited: boolean | null;
  readonly tags: readonly { readonly name: string }[] | null;
  readonly historyStep: number | null;
  readonly state: string;
  readonly size: number;
  readonly digest: string;
  readonly commitHash: string | null;
  readonly fileCount: number;
  readonly createdAt: string;
  readonly updatedAt: string | null;
  readonly aliases?: readonly AliasFields[] | null;
}

/** A version's place in a collection. */
export interface MembershipFields {
  readonly id: string;
  readonly versionIndex: number | null;
  readonly aliases: readonly AliasFields[];
  readonly artifactCollection: CollectionFields | null;
  readonly artifact: ArtifactFields | null;
}

export const artifactFragment = `
fragment CollectionFields on ArtifactCollection { __typename name project { name entity { name } } }
fragment ArtifactFields on Artifact {
  id versionIndex description metadata ttlDurationSeconds ttlIsInherited historyStep state size digest commitHash fileCount createdAt updatedAt
  artifactType { name }
  tags { name }
  artifactSequence { ...CollectionFields }
  aliases { alias artifactCollection { ...CollectionFields } }
}`;

export const membershipFragment = `
fragment MembershipFields on ArtifactCollectionMembership {
  id versionIndex
  aliases { alias }
  artifactCollection { ...CollectionFields }
  artifact { ...ArtifactFields }
}
${artifactFragment}`;
