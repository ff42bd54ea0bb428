import { crc32, deflateSync } from "node:zlib";
import { WandbClientError } from "../errors.ts";

/** Raw pixels, row by row from the top left, channels interleaved. */
export interface Pixels {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  /** 1 grey, 2 grey and alpha, 3 colour, 4 colour and alpha. Default: what `data` has room for. */
  readonly channels?: 1 | 2 | 3 | 4;
}

const colorTypes = { 1: 0, 2: 4, 3: 2, 4: 6 } as const;
const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * Encodes pixels as PNG, 8 bits a channel.
 *
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` when the data does not fit the size
 */
export function encodePng(pixels: Pixels): Uint8Array<ArrayBuffer> {
  const { data, width, height } = pixels;
  const channels = pixels.channels ?? data.length / (width * height);
  const isSize = Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0;
  if (
    !isSize ||
    (channels !== 1 && channels !== 2 && channels !== 3 && channels !== 4) ||
    data.length !== width * height * channels
  ) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_MEDIA",
      message: `${data.length} bytes are not a picture of ${width} by ${height} pixels`,
      hint: "Give width × height × channels bytes, with 1 to 4 channels.",
      details: { width, height, channels: pixels.channels, length: data.length },
    });
  }
  const stride = width * channels;
  // Each row begins with its filter type, 0: none.
  const rows = new Uint8Array((stride + 1) * height);
  for (let row = 0; row < height; row++)
    rows.set(data.subarray(row * stride, (row + 1) * stride), row * (stride + 1) + 1);
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header[8] = 8;
  header[9] = colorTypes[channels];
  return new Uint8Array(
    Buffer.concat([
      signature,
      chunk("IHDR", header),
      chunk("IDAT", deflateSync(rows)),
      chunk("IEND", new Uint8Array()),
    ]),
  );
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}
