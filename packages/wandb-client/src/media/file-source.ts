import { extensionOf, formatOf, unsupportedFormat, type MediaFileSource } from "./media-file.ts";

/**
 * The file behind a media object of one of a few formats.
 *
 * @param kind the object's kind for messages: `a Video`
 * @param format of bytes, which do not tell it
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` for a format that is not supported
 */
export function fileSource(
  kind: string,
  content: string | Uint8Array | MediaFileSource,
  format: string,
  supported: readonly string[],
): MediaFileSource {
  if (typeof content === "string") {
    const found = formatOf(extensionOf(content));
    if (!supported.includes(found)) throw unsupportedFormat(kind, found, supported);
    return { kind: "path", path: content };
  }
  if (!(content instanceof Uint8Array)) return content;
  const given = format.toLowerCase();
  if (!supported.includes(given)) throw unsupportedFormat(kind, given, supported);
  return { kind: "bytes", bytes: content, extension: `.${given}` };
}
