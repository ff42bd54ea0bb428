/** What {@link sniff} recognises. */
export type SniffedFormat = "onnx" | "pmml" | "pickle";

/** A recognised format with what its head says. */
export interface Sniffed {
  readonly format: SniffedFormat;
  /** `version` of PMML; `irVersion` and `producer` of ONNX; `protocol` of a pickle. */
  readonly facts: Readonly<Record<string, string | number>>;
}

/**
 * Recognises model files that are carried as raw bytes: ONNX (a protobuf `ModelProto`), PMML (XML whose root is
 * `PMML`), and pickles of protocol 2 and later. Reads the head only.
 *
 * @returns undefined for anything else
 */
export function sniff(bytes: Uint8Array): Sniffed | undefined {
  if (bytes[0] === 0x80 && bytes[1] !== undefined && bytes[1] >= 2 && bytes[1] <= 5) {
    return { format: "pickle", facts: { protocol: bytes[1] } };
  }
  return sniffPmml(bytes) ?? sniffOnnx(bytes);
}

function sniffPmml(bytes: Uint8Array): Sniffed | undefined {
  const head = bytes.subarray(0, 65_536);
  const encoding =
    (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0x3c && head[1] === 0)
      ? "utf-16le"
      : (head[0] === 0xfe && head[1] === 0xff) || (head[0] === 0 && head[1] === 0x3c)
        ? "utf-16be"
        : "utf-8";
  const text = new TextDecoder(encoding).decode(head);
  const prolog =
    /^\uFEFF?\s*(?:<\?[^]*?\?>\s*|<!--[^]*?-->\s*|<!DOCTYPE[^>[]*(?:\[[^\]]*\])?>\s*)*/.exec(
      text,
    )![0];
  const root = /^<(?:[\w.-]+:)?PMML(?=[\s/>])([^>]*)>/.exec(text.slice(prolog.length));
  if (root === null) return undefined;
  const version = /\bversion\s*=\s*["']([^"']*)["']/.exec(root[1]!)?.[1];
  return { format: "pmml", facts: version === undefined ? {} : { version } };
}

function sniffOnnx(bytes: Uint8Array): Sniffed | undefined {
  let at = 0;
  let fields = 0;
  let graph = false;
  let opset = false;
  const facts: Record<string, string | number> = {};
  const varint = (): number | undefined => {
    let value = 0;
    for (let shift = 0; shift < 64 && at < bytes.length; shift += 7) {
      const byte = bytes[at]!;
      at += 1;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
    return undefined;
  };
  while (at < bytes.length && fields < 10_000) {
    const tag = varint();
    if (tag === undefined) return undefined;
    const [field, wire] = [Math.floor(tag / 8), tag % 8];
    if (field < 1 || field > 25) return undefined;
    if (wire === 0) {
      const value = varint();
      if (value === undefined) return undefined;
      if (field === 1) facts["irVersion"] = value;
    } else if (wire === 2) {
      const length = varint();
      if (length === undefined || at + length > bytes.length) return undefined;
      if (field === 2)
        facts["producer"] = new TextDecoder().decode(
          bytes.subarray(at, at + Math.min(length, 200)),
        );
      if (field === 7) graph = true;
      if (field === 8) opset = true;
      at += length;
    } else if (wire === 5) at += 4;
    else if (wire === 1) at += 8;
    else return undefined;
    if (at > bytes.length) return undefined;
    fields += 1;
  }
  const irVersion = facts["irVersion"];
  if (typeof irVersion !== "number" || irVersion < 1 || irVersion > 64 || !(graph || opset))
    return undefined;
  return { format: "onnx", facts };
}
