import { WandbClientError } from "../errors.ts";
import type { JsonObject } from "../util/json.ts";
import type { MediaTarget } from "./media.ts";
import { fileSource } from "./file-source.ts";
import {
  FileMedia,
  isMediaAddress,
  type MediaFileSource,
  type MediaReferenceOptions,
} from "./media-file.ts";

const formats = ["wav", "mp3", "ogg", "flac", "m4a", "aac", "opus", "aiff", "webm"];

/** Sound as numbers from −1 to 1. */
export interface Samples {
  /** One list per channel, or one list for mono. */
  readonly samples:
    | Float32Array
    | Float64Array
    | readonly number[]
    | readonly (Float32Array | Float64Array | readonly number[])[];
  /** Samples per second. */
  readonly sampleRate: number;
}

/**
 * A sound: a local file, encoded bytes, samples (which become 16-bit WAV), or the address of one (http, https, s3, gs),
 * to which an artifact then refers; runs take no addresses.
 */
export class Audio extends FileMedia {
  readonly mediaType = "audio-file" as const;
  readonly className = "Audio";
  readonly folder = "audio";
  /** Samples per second, of a sound that was made from samples. */
  readonly sampleRate: number | undefined;
  /** Length in seconds, of a sound that was made from samples. */
  readonly durationSeconds: number | undefined;

  /**
   * @param options `format` of bytes, default `wav`; `reference`: how the place of an address is reached
   * @throws WandbClientError `WANDB_CLIENT_MEDIA` for an unknown format or an impossible sample rate
   */
  constructor(
    content: string | Uint8Array | Samples | MediaFileSource,
    options: {
      readonly caption?: string;
      readonly format?: string;
      readonly reference?: MediaReferenceOptions;
    } = {},
  ) {
    const samples = isSamples(content) ? content : undefined;
    super(
      isSamples(content)
        ? { kind: "bytes", bytes: encodeWav(content), extension: ".wav" }
        : fileSource(
            "an Audio",
            addressOr(content, options.reference),
            options.format ?? "wav",
            formats,
          ),
      options.caption,
    );
    this.sampleRate = samples?.sampleRate;
    this.durationSeconds =
      samples === undefined
        ? undefined
        : lengthOf(channelsOf(samples.samples)) / samples.sampleRate;
  }

  protected override facts(target: MediaTarget): Promise<JsonObject> {
    // W&B's SDK reads the caption of a sound in an artifact without asking whether there is one.
    return Promise.resolve(
      target.place === "artifact" && this.caption === undefined ? { caption: null } : {},
    );
  }
}

/** The content, or where it is when it is an address. */
function addressOr<T>(
  content: string | T,
  options: MediaReferenceOptions | undefined,
): string | T | MediaFileSource {
  return typeof content === "string" && isMediaAddress(content)
    ? { kind: "reference", uri: content, options }
    : content;
}

const headerBytes = 44;

/** 16-bit PCM in a RIFF file: a 44-byte header, then the samples of all channels interleaved. */
function encodeWav({ samples, sampleRate }: Samples): Uint8Array<ArrayBuffer> {
  if (!Number.isInteger(sampleRate) || sampleRate <= 0) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_MEDIA",
      message: `the sample rate is ${sampleRate}`,
      hint: "Give samples per second, a whole number above 0.",
    });
  }
  const channels = channelsOf(samples);
  const length = lengthOf(channels);
  const dataBytes = length * channels.length * 2;
  const bytes = new Uint8Array(headerBytes + dataBytes);
  const view = new DataView(bytes.buffer);
  const text = (at: number, value: string): void => bytes.set(new TextEncoder().encode(value), at);
  text(0, "RIFF");
  view.setUint32(4, 36 + dataBytes, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels.length, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * channels.length * 2, true);
  view.setUint16(32, channels.length * 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, dataBytes, true);
  let at = headerBytes;
  for (let index = 0; index < length; index++) {
    for (const channel of channels) {
      const value = Math.max(-1, Math.min(1, channel[index] ?? 0));
      view.setInt16(at, Math.round(value * 32_767), true);
      at += 2;
    }
  }
  return bytes;
}

type Channel = Float32Array | Float64Array | readonly number[];

function channelsOf(samples: Samples["samples"]): readonly Channel[] {
  return isChannels(samples) ? samples : [samples];
}

function isChannels(samples: Samples["samples"]): samples is readonly Channel[] {
  return Array.isArray(samples) && typeof samples[0] === "object";
}

function lengthOf(channels: readonly Channel[]): number {
  return Math.max(0, ...channels.map((channel) => channel.length));
}

function isSamples(content: string | Uint8Array | Samples | MediaFileSource): content is Samples {
  return typeof content === "object" && "samples" in content;
}
