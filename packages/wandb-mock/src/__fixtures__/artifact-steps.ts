import type { Api } from "./api.ts";

/** The operations of logging an artifact, by hand. */
export const create: string = `mutation ($input: CreateArtifactInput!) {
  createArtifact(input: $input) {
    artifact { id state artifactSequence { name latestArtifact { versionIndex } } }
  }
}`;
export const manifest: string = `mutation ($input: CreateArtifactManifestInput!) {
  createArtifactManifest(input: $input) { artifactManifest { id file { uploadUrl uploadHeaders } } }
}`;
export const files: string = `mutation ($input: CreateArtifactFilesInput!) {
  createArtifactFiles(input: $input) {
    files { edges { node { name uploadUrl storagePath artifact { id }
      uploadMultipartUrls { uploadID uploadUrlParts { partNumber uploadUrl } } } } }
  }
}`;
export const commit: string =
  "mutation ($id: ID!) { commitArtifact(input: { artifactID: $id }) { artifact { id state } } }";

export const base = {
  entityName: "ada",
  projectName: "p",
  artifactTypeName: "dataset",
  artifactCollectionName: "ds",
  digest: "0".repeat(32),
};

export async function begin(api: Api, input: object = {}): Promise<string> {
  const { createArtifact } = await api.ask(create, { input: { ...base, ...input } });
  return createArtifact.artifact.id as string;
}

export const announced = (id: string, digest: string, extra: object = {}): object => ({
  input: {
    artifactID: id,
    name: "wandb_manifest.json",
    entityName: "ada",
    projectName: "p",
    runName: "",
    type: "FULL",
    digest,
    ...extra,
  },
});

export async function upload(api: Api, url: string, body: string): Promise<Response> {
  return await api.send(url, { method: "PUT", body });
}

export const manifestOf = (contents: object): string =>
  JSON.stringify({ version: 1, storagePolicyConfig: { storageLayout: "V2" }, contents });
