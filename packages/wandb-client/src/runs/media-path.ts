/**
 * Where a run keeps a media file: `media/<folder>/<key>_<step>_<20 hex of the SHA-256><extension>`. Slashes
 * of the key make folders; no part of it leads out of them.
 */
export function mediaPath(
  folder: string,
  key: string,
  step: number,
  sha256: string,
  extension: string,
): string {
  const parts = key
    .replace(/^\/+/, "")
    .split("/")
    .map((part) => (part === "." || part === ".." ? part.replaceAll(".", "_") : part));
  return `media/${folder}/${parts.join("/")}_${step}_${sha256.slice(0, 20)}${extension}`;
}
