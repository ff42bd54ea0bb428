import type { Context } from "../context.ts";
import { addAliases, deleteAliases, removeArtifact, updateArtifact } from "../artifacts/update.ts";
import type { AliasesInput, UpdateArtifactInput } from "../artifacts/update.ts";
import {
  createManifest,
  updateManifest,
  type CreateManifestInput,
  type UpdateManifestInput,
} from "../artifacts/announce-manifest.ts";
import { commitArtifact } from "../artifacts/commit.ts";
import { announceFiles, type ArtifactFileSpec } from "../artifacts/create-files.ts";
import { createArtifact, type CreateArtifactInput } from "../artifacts/create.ts";
import { announcedFileView, manifestFileView } from "../artifacts/file-views.ts";
import { linkArtifact, unlinkArtifact, type LinkArtifactInput } from "../artifacts/link.ts";
import { completeMultipart, type CompleteMultipartInput } from "../artifacts/multipart.ts";
import { applyUse, type UseArtifactInput } from "../artifacts/use.ts";
import type { InputArgs, ResolverMap } from "../graphql/resolver.ts";
import type { ManifestRecord } from "../state/records.ts";

const success = { success: true, clientMutationId: null };

const manifestView = (context: Context, manifest: ManifestRecord): object => ({
  id: manifest.id,
  file: manifestFileView(context, manifest),
});

/** Everything that changes artifacts. */
export const artifactMutations: ResolverMap = {
  Mutation: {
    createArtifact: (_: unknown, { input }: InputArgs<CreateArtifactInput>, context: Context) => ({
      artifact: createArtifact(context, input),
      clientMutationId: null,
    }),
    createArtifactManifest: (
      _: unknown,
      { input }: InputArgs<CreateManifestInput>,
      context: Context,
    ) => ({ artifactManifest: manifestView(context, createManifest(context, input)) }),
    updateArtifactManifest: (
      _: unknown,
      { input }: InputArgs<UpdateManifestInput>,
      context: Context,
    ) => ({ artifactManifest: manifestView(context, updateManifest(context, input)) }),
    createArtifactFiles: (
      _: unknown,
      { input }: InputArgs<{ artifactFiles: readonly ArtifactFileSpec[] }>,
      context: Context,
    ) => {
      const announced = announceFiles(context, input.artifactFiles);
      return {
        files: {
          edges: announced.map((file) => ({
            node: announcedFileView(context, file),
            cursor: file.file.id,
          })),
          pageInfo: { endCursor: null, hasNextPage: false },
          totalCount: announced.length,
        },
      };
    },
    completeMultipartUploadArtifact: async (
      _: unknown,
      { input }: InputArgs<CompleteMultipartInput>,
      context: Context,
    ) => ({ digest: await completeMultipart(context, input) }),
    commitArtifact: async (
      _: unknown,
      { input }: InputArgs<{ artifactID: string }>,
      context: Context,
    ) => ({ artifact: await commitArtifact(context, input.artifactID) }),
    useArtifact: (_: unknown, { input }: InputArgs<UseArtifactInput>, context: Context) => ({
      artifact: applyUse(context, input),
    }),
    updateArtifact: (_: unknown, { input }: InputArgs<UpdateArtifactInput>, context: Context) => ({
      artifact: updateArtifact(context, input),
    }),
    deleteArtifact: (
      _: unknown,
      { input }: InputArgs<{ artifactID: string; deleteAliases?: boolean | null }>,
      context: Context,
    ) => ({ artifact: removeArtifact(context, input) }),
    linkArtifact: (_: unknown, { input }: InputArgs<LinkArtifactInput>, context: Context) => {
      const membership = linkArtifact(context, input);
      return { versionIndex: membership.versionIndex, artifactMembership: membership };
    },
    unlinkArtifact: (
      _: unknown,
      { input }: InputArgs<{ artifactID: string; artifactPortfolioID: string }>,
      context: Context,
    ) => {
      unlinkArtifact(context, input);
      return { success: true };
    },
    addAliases: (_: unknown, { input }: InputArgs<AliasesInput>, context: Context) => {
      addAliases(context, input);
      return success;
    },
    deleteAliases: (_: unknown, { input }: InputArgs<AliasesInput>, context: Context) => {
      deleteAliases(context, input);
      return success;
    },
  },
};
