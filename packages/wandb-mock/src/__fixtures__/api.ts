import { createHash } from "node:crypto";
import { defaultApiKey } from "../accounts.ts";
import { createWandbBackend, type WandbBackend, type WandbBackendOptions } from "../backend.ts";

/** A GraphQL answer. */
export interface Answer {
  readonly status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- answers are as deep as the queries of the tests
  readonly data: any;
  readonly errors: readonly { readonly message: string; readonly path?: readonly string[] }[];
}

/** A file of an artifact: its bytes, or where it refers to. */
export type FileContent = string | { readonly ref: string; readonly digest: string };

/** What {@link Api.log} may be told. */
export interface LogOptions {
  readonly entity?: string;
  readonly project?: string;
  readonly run?: string | null;
  readonly type?: string;
  readonly aliases?: readonly string[];
  readonly input?: Readonly<Record<string, unknown>>;
  readonly dedupe?: boolean;
}

/** The protocol by hand: no more than what the tests of the backend need. */
export interface Api {
  readonly backend: WandbBackend;
  readonly send: (path: string, init?: RequestInit & { key?: string }) => Promise<Response>;
  readonly query: (query: string, variables?: object, key?: string) => Promise<Answer>;
  /** As `query`, but fails when there are errors. */
  readonly ask: (query: string, variables?: object) => Promise<Answer["data"]>;
  readonly stream: (run: string, body: object, project?: string) => Promise<Response>;
  /** Makes a run. */
  readonly init: (name: string, input?: object) => Promise<{ id: string; inserted: boolean }>;
  /** Creates, uploads and commits a version; returns its id. */
  readonly log: (
    name: string,
    files: Readonly<Record<string, FileContent>>,
    options?: LogOptions,
  ) => Promise<string>;
}

export const origin = "http://127.0.0.1:1";

/** Base64 MD5. */
export const md5 = (text: string): string => createHash("md5").update(text).digest("base64");

/** The digest of an artifact with these entries. */
export function digestOf(contents: Readonly<Record<string, { readonly digest: string }>>): string {
  const lines = Object.keys(contents)
    .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map((path) => `${path}:${contents[path]?.digest ?? ""}\n`);
  return createHash("md5")
    .update(`wandb-artifact-manifest-v1\n${lines.join("")}`)
    .digest("hex");
}

/** A backend and the protocol to talk to it. */
export function createApi(setup: WandbBackendOptions = {}): Api {
  const defects: unknown[] = [];
  const backend = createWandbBackend({ onDefect: (error) => defects.push(error), ...setup });
  const send: Api["send"] = async (path, { key = defaultApiKey, ...init } = {}) => {
    const url = path.startsWith("http") ? path : `${origin}${path}`;
    const headers = new Headers(init.headers);
    if (path.startsWith("/")) headers.set("authorization", `Basic ${btoa(`api:${key}`)}`);
    const response = await backend.handle(new Request(url, { ...init, headers }));
    for (const defect of defects.splice(0)) throw defect;
    return response;
  };
  const query: Api["query"] = async (text, variables = {}, key = defaultApiKey) => {
    const body = JSON.stringify({ query: text, variables });
    const response = await send("/graphql", { method: "POST", body, key });
    const answer = (await response.json()) as Partial<Answer>;
    return { status: response.status, data: answer.data, errors: answer.errors ?? [] };
  };
  const ask: Api["ask"] = async (text, variables) => {
    const { data, errors } = await query(text, variables);
    if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("; "));
    return data;
  };
  const put = async (url: string, body: string, headers: readonly string[]): Promise<void> => {
    const response = await send(url, {
      method: "PUT",
      body,
      headers: headers.map((header): [string, string] => {
        const cut = header.indexOf(":");
        return [header.slice(0, cut), header.slice(cut + 1)];
      }),
    });
    if (response.status !== 200) throw new Error(`upload: ${response.status}`);
  };
  return {
    backend,
    send,
    query,
    ask,
    async stream(run, body, project = "p") {
      return await send(`/files/ada/${project}/${run}/file_stream`, {
        method: "POST",
        body: JSON.stringify(body),
      });
    },
    async init(name, input = {}) {
      const { upsertBucket } = await ask(
        `mutation ($input: UpsertBucketInput!) {
          upsertBucket(input: $input) { inserted bucket { id } }
        }`,
        { input: { name, modelName: "p", host: "h", ...input } },
      );
      return { id: upsertBucket.bucket.id, inserted: upsertBucket.inserted };
    },
    async log(name, files, options = {}) {
      const contents = Object.fromEntries(
        Object.entries(files).map(([path, file]) => [
          path,
          typeof file === "string"
            ? { digest: md5(file), size: file.length }
            : { digest: file.digest, ref: file.ref },
        ]),
      );
      const where = {
        entityName: options.entity ?? "ada",
        projectName: options.project ?? "p",
        runName: options.run ?? null,
      };
      const { createArtifact } = await ask(
        `mutation ($input: CreateArtifactInput!) {
          createArtifact(input: $input) { artifact { id state } }
        }`,
        {
          input: {
            ...where,
            artifactTypeName: options.type ?? "dataset",
            artifactCollectionName: name,
            digest: digestOf(contents),
            digestAlgorithm: "MANIFEST_MD5",
            enableDigestDeduplication: options.dedupe ?? false,
            aliases: (options.aliases ?? []).map((alias) => ({
              artifactCollectionName: name,
              alias,
            })),
            ...options.input,
          },
        },
      );
      const { id, state } = createArtifact.artifact;
      if (state === "COMMITTED") return id;
      const { createArtifactFiles } = await ask(
        `mutation ($input: CreateArtifactFilesInput!) {
          createArtifactFiles(input: $input) {
            files { edges { node { uploadUrl uploadHeaders artifact { id } } } }
          }
        }`,
        {
          input: {
            storageLayout: "V2",
            artifactFiles: Object.entries(files).flatMap(([path, file]) =>
              typeof file === "string" ? [{ artifactID: id, name: path, md5: md5(file) }] : [],
            ),
          },
        },
      );
      const texts = Object.entries(files).filter(
        (entry): entry is [string, string] => typeof entry[1] === "string",
      );
      const entries: Record<string, object> = { ...contents };
      for (const [index, [path, text]] of texts.entries()) {
        const { node } = createArtifactFiles.files.edges[index];
        entries[path] = { ...contents[path], birthArtifactID: node.artifact.id };
        if (node.uploadUrl !== null) await put(node.uploadUrl, text, node.uploadHeaders);
      }
      const manifest = JSON.stringify({
        version: 1,
        storagePolicy: "wandb-storage-policy-v1",
        storagePolicyConfig: { storageLayout: "V2" },
        contents: entries,
      });
      const { createArtifactManifest } = await ask(
        `mutation ($input: CreateArtifactManifestInput!) {
          createArtifactManifest(input: $input) {
            artifactManifest { file { uploadUrl uploadHeaders } }
          }
        }`,
        {
          input: {
            ...where,
            runName: options.run ?? "",
            artifactID: id,
            name: "wandb_manifest.json",
            digest: md5(manifest),
            type: "FULL",
          },
        },
      );
      const { file } = createArtifactManifest.artifactManifest;
      await put(file.uploadUrl, manifest, file.uploadHeaders);
      await ask(
        "mutation ($id: ID!) { commitArtifact(input: { artifactID: $id }) { artifact { id } } }",
        { id },
      );
      return id;
    },
  };
}
