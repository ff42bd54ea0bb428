import type { Context } from "../context.ts";
import { hexToBase64 } from "../files/digests.ts";
import { invalid, notFound } from "../graphql/rejection.ts";
import { requireWritableArtifact } from "./lookup.ts";

/** Input of `completeMultipartUploadArtifact`. */
export interface CompleteMultipartInput {
  readonly completedParts: readonly { readonly partNumber: number; readonly hexMD5: string }[];
  readonly artifactID: string;
  readonly storagePath: string;
  readonly uploadID: string;
}

/**
 * Joins the parts of an upload. The parts have to be all of those announced, in order, and each `hexMD5`
 * the ETag that its upload was answered with (quotes allowed).
 *
 * @returns the base64 MD5 of the whole
 */
export async function completeMultipart(
  context: Context,
  input: CompleteMultipartInput,
): Promise<string> {
  const { state, content, clock } = context;
  const upload = state.multiparts.get(input.uploadID);
  const file = upload === undefined ? undefined : state.artifactFiles.get(upload.fileId);
  if (upload === undefined || file === undefined) throw notFound(`upload ${input.uploadID}`);
  requireWritableArtifact(context, input.artifactID);
  if (file.artifactId !== input.artifactID || file.storagePath !== input.storagePath) {
    throw invalid(`upload ${input.uploadID} is for another file`);
  }
  if (upload.isComplete) return hexToBase64(file.md5);
  if (input.completedParts.length !== upload.parts.length) {
    throw invalid(
      `upload has ${upload.parts.length} parts, ${input.completedParts.length} were completed`,
    );
  }
  const pieces = input.completedParts.map(({ partNumber, hexMD5 }, index) => {
    const arrived = upload.arrived[String(partNumber)];
    if (partNumber !== index + 1 || arrived === undefined) {
      throw invalid(`part ${partNumber} was not uploaded`);
    }
    if (hexMD5.replaceAll('"', "") !== arrived) {
      throw invalid(`part ${partNumber} has ETag ${arrived}, not ${hexMD5}`);
    }
    return arrived;
  });
  const { md5, sizeBytes } = await content.join(pieces);
  if (md5 !== file.md5) throw invalid(`joined parts have MD5 ${md5}, expected ${file.md5}`);
  state.artifactFiles.patch(file, { isUploaded: true, sizeBytes, updatedAt: clock.now() });
  state.multiparts.patch(upload, { isComplete: true });
  return hexToBase64(md5);
}
