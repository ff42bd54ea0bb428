import { expect, test } from "vitest";
import {
  type Codec,
  defaultCodecs,
  joblibCodec,
  JsFunctionSource,
  loadJoblib,
  loads,
  type MaskedArray,
  type NdArray,
  pickleCodec,
  rawCodec,
} from "../index.ts";

const value = {
  rows: [1, 2.5, "text"],
  weights: new Float64Array([0.5, 1]),
  when: new Map([[1, "a"]]),
};

async function roundTrip(
  codec: Codec,
  input: unknown,
  parameters?: Record<string, unknown>,
): Promise<unknown> {
  return codec.load(codec.dump(input, parameters));
}

test("F112 pickle is registered and writes output.pickle at the highest protocol", () => {
  const codec = defaultCodecs.get("pickle");
  expect(codec.fileName).toBe("output.pickle");
  expect(codec.protocolOf({})).toBe(5);
  expect((codec.dump([1]) as Uint8Array).subarray(0, 2)).toEqual(Uint8Array.of(0x80, 5));
});

test("F114 F115 each module has a file of its own, by which readers find the codec", async () => {
  const files = {
    dill: "output.dill",
    cloudpickle: "output.cloudpickle",
    joblib: "output.joblib",
    pickle: "output.pickle",
  };
  for (const [name, file] of Object.entries(files)) {
    const codec = defaultCodecs.get(name);
    expect(codec.fileName).toBe(file);
    expect(defaultCodecs.forFile(`some/folder/${file}`)?.name).toBe(name);
    expect(await roundTrip(codec, value)).toMatchObject(value);
  }
  expect(defaultCodecs.names.slice(0, 4)).toEqual(["dill", "cloudpickle", "joblib", "pickle"]);
  expect(defaultCodecs.forFile("model.onnx")).toBe(undefined);
});

test("F076 parameters reach the dump function: protocol and compress", async () => {
  const bytes = joblibCodec.dump(value, { compress: 3, protocol: 4 }) as Uint8Array;
  expect(bytes.subarray(0, 2)).toEqual(Uint8Array.of(0x78, 0x5e));
  expect(joblibCodec.protocolOf({ compress: 3, protocol: 4 })).toBe(4);
  expect(await joblibCodec.load(bytes)).toMatchObject(value);
  expect(pickleCodec.protocolOf({ protocol: -1 })).toBe(5);
  expect((pickleCodec.dump([1], { protocol: 2 }) as Uint8Array)[1]).toBe(2);
});

test("F113 pickle refuses functions and generators with advice; dill, cloudpickle and joblib store source when asked", async () => {
  for (const input of [add, numbers()]) {
    expect(() => pickleCodec.dump(input)).toThrow(/cannot be written/);
  }
  expect(() => defaultCodecs.get("pickle").dump(add, { functions: "source" })).toThrow(
    /parameters\.functions/,
  );
  for (const name of ["dill", "cloudpickle", "joblib"]) {
    const codec = defaultCodecs.get(name);
    expect(() => codec.dump(add)).toThrow(/cannot be written/);
    const back = await roundTrip(codec, add, { functions: "source" });
    expect(back).toBeInstanceOf(JsFunctionSource);
    expect((back as JsFunctionSource).revive({ trust: true })(1, 2)).toBe(3);
  }
});

test("F116 a hostile pickle is refused, nothing is executed", async () => {
  const hostile = Buffer.from("cos\nsystem\n(Vecho pwned\ntR.", "latin1");
  await expect(pickleCodec.load(hostile)).rejects.toMatchObject({
    code: "SERIALIZATION_NOT_ALLOWED",
  });
  expect(loads(hostile, { policy: "inspect" })).toMatchObject({ functionName: "os.system" });
});

test("joblib keeps arrays in the stream, aligned to 16 bytes, and reads them as views", async () => {
  const bytes = joblibCodec.dump({
    a: new Float64Array([1, 2]),
    b: new Float32Array([3]),
  }) as Uint8Array;
  const back = (await joblibCodec.load(bytes, { arrays: "ndarray" })) as { a: NdArray; b: NdArray };
  for (const array of [back.a, back.b]) {
    const data = array.data as Float64Array;
    expect(data.buffer).toBe(bytes.buffer);
    expect((data.byteOffset - bytes.byteOffset) % 16).toBe(0);
  }
});

test("F114 joblib keeps the mask of masked arrays and the class of matrices", () => {
  // joblib.dump([numpy.ma.array([1, 2], mask=[0, 1]), numpy.matrix([[1, 2], [3, 4]])]) of joblib 1.6
  const file = new Uint8Array(
    Buffer.from(
      "gASVVAEAAAAAAABdlCiMDW51bXB5Lm1hLmNvcmWUjA5fbWFyZWNvbnN0cnVjdJSTlCiMCG51bXB5Lm1hlIwLTWFza2VkQXJyYXmUk5SMBW51bXB5lIwHbmRhcnJheZSTlEsAhZSMAWKUdJRSlChLAUsChZRoB4wFZHR5cGWUk5SMAmk4lImIh5RSlChLA4wBPJROTk5K/////0r/////SwB0lGKJQxABAAAAAAAAAAIAAAAAAAAAlEMCAAGUTnSUYowTam9ibGliLm51bXB5X3BpY2tsZZSMEU51bXB5QXJyYXlXcmFwcGVylJOUKYGUfZQojAhzdWJjbGFzc5RoB4wGbWF0cml4lJOUjAVzaGFwZZRLAksChpSMBW9yZGVylIwBQ5SMBWR0eXBllGgTjAphbGxvd19tbWFwlIiMG251bXB5X2FycmF5X2FsaWdubWVudF9ieXRlc5RLEHViEP////////////////////8BAAAAAAAAAAIAAAAAAAAAAwAAAAAAAAAEAAAAAAAAAGUu",
      "base64",
    ),
  );
  for (const bytes of [file, joblibCodec.dump(loadJoblib(file)) as Uint8Array]) {
    const [masked, matrix] = loadJoblib(bytes) as [MaskedArray, NdArray];
    expect([masked.isMasked(0), masked.isMasked(1), masked.toArray()]).toEqual([
      false,
      true,
      [1n, 2n],
    ]);
    expect([matrix.cls?.path, matrix.toNested()]).toEqual([
      "numpy.matrix",
      [
        [1n, 2n],
        [3n, 4n],
      ],
    ]);
  }
});

test("joblib writes zlib and gzip at every level, level 0 being none", async () => {
  for (const method of ["zlib", "gzip"]) {
    for (let level = 0; level <= 9; level += 1) {
      const back = await roundTrip(defaultCodecs.get("joblib"), value, {
        compress: [method, level],
      });
      expect(back).toMatchObject(value);
    }
  }
});

test("codecs read streams", async () => {
  for (const codec of [...defaultCodecs].filter(({ name }) => name !== "raw")) {
    expect(await codec.load(chunks(codec.dump(value) as Uint8Array))).toMatchObject(value);
  }
});

test("raw carries bytes and text unchanged", async () => {
  expect(await rawCodec.load(rawCodec.dump(Uint8Array.of(1, 2)) as Uint8Array)).toEqual(
    Uint8Array.of(1, 2),
  );
  expect(await rawCodec.load(rawCodec.dump("né") as Uint8Array)).toEqual(
    new TextEncoder().encode("né"),
  );
  expect(rawCodec.protocolOf()).toBe(undefined);
  expect(() => rawCodec.dump({})).toThrow(/bytes, text or a stream/);
});

test("F158 users add codecs of their own", async () => {
  const json: Codec = {
    name: "json",
    fileName: "output.json",
    mediaType: "application/json",
    dump: (input) => new TextEncoder().encode(JSON.stringify(input)),
    load: async (source) => JSON.parse(new TextDecoder().decode(source as Uint8Array)) as unknown,
    protocolOf: () => undefined,
  };
  const codecs = defaultCodecs.with(json);
  expect(codecs.has("json")).toBe(true);
  expect(defaultCodecs.has("json")).toBe(false);
  expect(await roundTrip(codecs.get("json"), [1])).toEqual([1]);
});

test("F158 a codec of the same name takes the other's place; one with another's file is refused", () => {
  const plain = { ...rawCodec, name: "pickle", fileName: "plain.bin" };
  const codecs = defaultCodecs.with(plain);
  expect(codecs.get("pickle")).toBe(plain);
  expect(codecs.names).toEqual(defaultCodecs.names);
  expect(codecs.forFile("output.pickle")).toBe(undefined);
  expect(() =>
    defaultCodecs.with({ ...rawCodec, name: "mine", fileName: "output.pickle" }),
  ).toThrow(/the codecs pickle and mine both have the file "output\.pickle"/);
  expect(() => defaultCodecs.get("jolib")).toThrow(
    'no codec is named "jolib"; there are dill, cloudpickle, joblib, pickle, raw',
  );
});

test("anything but bytes, whole or in chunks, is refused by every codec", async () => {
  for (const codec of defaultCodecs) {
    for (const source of ["text", new ArrayBuffer(3), 5, null, undefined, ["text"]]) {
      await expect(codec.load(source as never)).rejects.toMatchObject({
        code: "SERIALIZATION_BAD_TYPE",
      });
    }
    const bytes = codec.dump("ab") as Uint8Array;
    expect(await codec.load(chunks(bytes))).toEqual(await codec.load(bytes));
  }
  expect(() => rawCodec.dump("x", { protocol: 3 } as never)).toThrow(/unknown; raw knows none/);
});

test("F158 a codec with a part missing is refused", () => {
  expect(() => defaultCodecs.with({ ...rawCodec, name: "mine", load: undefined as never })).toThrow(
    'the codec "mine" has no load',
  );
  expect(() => defaultCodecs.with({ ...rawCodec, name: "mine", fileName: "a/b" })).toThrow(
    /a file name without folders/,
  );
});

const add = (a: number, b: number): number => a + b;

function* numbers(): Generator<number> {
  yield 1;
}

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
}
