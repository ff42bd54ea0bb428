import { WandbClientError } from "../errors.ts";
import {
  extensionOf,
  formatOf,
  isMediaAddress,
  unsupportedFormat,
  type MediaFileSource,
} from "./media-file.ts";

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
    refuseAddress(kind, content);
    const found = formatOf(extensionOf(content));
    if (!supported.includes(found)) throw unsupportedFormat(kind, found, supported);
    return { kind: "path", path: content };
  }
  if (!(content instanceof Uint8Array)) return content;
  const given = format.toLowerCase();
  if (!supported.includes(given)) throw unsupportedFormat(kind, given, supported);
  return { kind: "bytes", bytes: content, extension: `.${given}` };
}

/**
 * Refuses an address for media that W&B takes as content only.
 *
 * @throws WandbClientError `WANDB_CLIENT_MEDIA`
 */
export function refuseAddress(kind: string, content: string): void {
  if (!isMediaAddress(content)) return;
  throw new WandbClientError({
    code: "WANDB_CLIENT_MEDIA",
    message: `${kind} cannot be the address ${content}: W&B takes addresses of pictures and sounds only`,
    hint: "Download the file and use its path, or record the address with `draft.addReference`.",
    details: { kind, uri: content },
  });
}
