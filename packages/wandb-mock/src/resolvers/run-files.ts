import type { Context } from "../context.ts";
import { paginate, type PageArgs } from "../graphql/connection.ts";
import { invalid, notFound } from "../graphql/rejection.ts";
import type { InputArgs, ResolverMap } from "../graphql/resolver.ts";
import { writableRun, writableRunById } from "../state/access.ts";
import type { RunFileRecord, RunRecord } from "../state/records.ts";
import { mimetypeOf } from "../files/mimetype.ts";
import { hexToBase64 } from "../files/digests.ts";
import { likePattern } from "../graphql/like-pattern.ts";
import { ensureRunFile } from "../state/run-files.ts";

interface RunFilesInput {
  readonly entityName: string;
  readonly projectName: string;
  readonly runName: string;
  readonly files: readonly string[];
}

interface FilesArgs extends PageArgs {
  readonly names?: readonly (string | null)[] | null;
  readonly pattern?: string | null;
}

/** Files of runs. */
export const runFileResolvers: ResolverMap = {
  Mutation: {
    createRunFiles: (_: unknown, { input }: InputArgs<RunFilesInput>, context: Context) => {
      const run = writableRun(context, input.entityName, input.projectName, input.runName);
      const files = input.files.map((name) => ensureRunFile(context, run, name));
      return {
        runID: run.id,
        uploadHeaders: [],
        files: files.map((file) => runFileView(context, file)),
      };
    },
    markRunFilesUploaded: (_: unknown, { input }: InputArgs<RunFilesInput>, context: Context) => {
      const run = writableRun(context, input.entityName, input.projectName, input.runName);
      for (const name of input.files) {
        if (uploadedFiles(context, run).every((file) => file.name !== name)) {
          throw notFound(`uploaded file ${name} of run ${run.name}`);
        }
      }
      return { success: true, clientMutationId: null };
    },
    deleteFiles: (
      _: unknown,
      { input }: InputArgs<{ files: readonly string[] }>,
      context: Context,
    ) => {
      const { state } = context;
      const files = input.files.map((id) => {
        const file = state.runFiles.get(id);
        if (file === undefined) throw notFound(`file ${id}`);
        writableRunById(context, file.runId);
        return file;
      });
      for (const file of files) state.runFiles.delete(file.id);
      return { success: true, clientMutationId: null };
    },
  },
  Run: {
    fileCount: (run: RunRecord, _: unknown, context: Context) => uploadedFiles(context, run).length,
    files: (run: RunRecord, args: FilesArgs, context: Context) => {
      const names = args.names == null || args.names.length === 0 ? undefined : new Set(args.names);
      const matches = args.pattern == null ? () => true : likePattern(args.pattern);
      // Asked for by name, a file that is announced but not uploaded is listed too, so that it can be.
      const files =
        names === undefined ? uploadedFiles(context, run) : context.state.runFilesByRun.all(run.id);
      const kept = files.filter(
        ({ name }) => (names === undefined || names.has(name)) && matches(name),
      );
      const page = paginate(kept, args, ({ id }) => id);
      return {
        ...page,
        edges: page.edges.map(({ node, cursor }) => ({ node: runFileView(context, node), cursor })),
      };
    },
  },
  File: {
    url: (
      file: { readonly directUrl: string; readonly uploadUrl: string | null },
      { upload }: { upload?: boolean | null },
    ) => {
      if (upload !== true) return file.directUrl;
      if (file.uploadUrl === null) throw invalid("this file cannot be uploaded");
      return file.uploadUrl;
    },
  },
};

function uploadedFiles({ state }: Context, run: RunRecord): RunFileRecord[] {
  return state.runFilesByRun.all(run.id).filter((file) => file.md5 !== null);
}

function runFileView({ urls, origin }: Context, file: RunFileRecord): object {
  return {
    id: file.id,
    name: file.name,
    displayName: file.name,
    directUrl: urls.sign(origin, "GET", "run-file", file.id),
    uploadUrl: urls.sign(origin, "PUT", "run-file", file.id),
    uploadHeaders: [],
    uploadMultipartUrls: null,
    storagePath: null,
    sizeBytes: file.sizeBytes,
    mimetype: mimetypeOf(file.name),
    updatedAt: file.updatedAt,
    digest: file.md5 === null ? null : hexToBase64(file.md5),
    md5: file.md5 === null ? null : hexToBase64(file.md5),
    artifact: null,
  };
}
