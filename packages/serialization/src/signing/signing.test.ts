import { createHash, createHmac, createPrivateKey, sign as nodeSign } from "node:crypto";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  dumps,
  ed25519Key,
  generateEd25519Keys,
  hmacKey,
  isSealed,
  loads,
  PickleError,
  seal,
  sign,
  signingKey,
  unseal,
  verify,
} from "@heddle/serialization";

const secret = "correct horse battery staple";
const payload = dumps({ rows: [1, 2, 3] });
const context = "acme/shop/rows:output.pickle";

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(PickleError);
  expect(String(error)).not.toContain(secret);
  return (error as PickleError).code;
}

describe("HMAC-SHA256", () => {
  test("F117 accepts what was signed and names the key", async () => {
    const key = await hmacKey(secret);
    const signature = await sign(payload, key, { context });
    expect(signature).toMatch(/^heddle1:hmac-sha256:[0-9a-f]{16}:[\w-]{43}$/);
    expect(await verify(payload, signature, await signingKey(secret), { context })).toMatchObject({
      id: key.id,
      canSign: true,
    });
  });

  test("equals what the documented text gives in any other language", async () => {
    const digest = createHash("sha256").update(payload).digest("hex");
    const mac = createHmac("sha256", secret)
      .update(`heddle-signature-v1\nhmac-sha256\n${digest}\n${context}`)
      .digest("base64url");
    const id = createHmac("sha256", secret).update("heddle-key-id").digest("hex").slice(0, 16);
    const signature = await sign(payload, await hmacKey(secret), { context });
    expect(signature).toBe(`heddle1:hmac-sha256:${id}:${mac}`);
  });

  test("F117 refuses every single changed byte", async () => {
    const key = await hmacKey(secret);
    const signature = await sign(payload, key);
    for (let at = 0; at < payload.length; at += 1) {
      const changed = payload.slice();
      changed[at]! ^= 1;
      expect(await codeOf(verify(changed, signature, key))).toBe(
        "SERIALIZATION_SIGNATURE_MISMATCH",
      );
    }
  });

  test("takes a digest that was computed while streaming", async () => {
    const key = await hmacKey(new TextEncoder().encode(secret));
    const digest = { sha256: createHash("sha256").update(payload).digest() };
    expect(await sign(digest, key)).toBe(await sign(payload, key));
    await verify(digest, await sign(payload, key), key);
    expect(await codeOf(sign({ sha256: new Uint8Array(31) }, key))).toBe(
      "SERIALIZATION_BAD_OPTION",
    );
  });

  test("signs memory that is shared between threads", async () => {
    const shared = new Uint8Array(new SharedArrayBuffer(payload.length));
    shared.set(payload);
    const key = await hmacKey(secret);
    expect(await sign(shared, key)).toBe(await sign(payload, key));
  });

  test("refuses a secret that could be guessed", async () => {
    expect(await codeOf(hmacKey("fifteen letters"))).toBe("SERIALIZATION_BAD_KEY");
  });

  test("shows nothing of the secret", async () => {
    const key = await hmacKey(secret);
    expect(inspect(key, { depth: 9, showHidden: true }) + JSON.stringify(key)).not.toContain(
      secret,
    );
  });
});

describe("Ed25519", () => {
  test("F117 verifies with the public half, which cannot sign", async () => {
    const pair = await generateEd25519Keys();
    const [secretHalf, publicHalf] = await Promise.all([
      signingKey(pair.privateKey),
      ed25519Key(pair.publicKey),
    ]);
    const signature = await sign(payload, secretHalf, { context });
    expect(signature).toMatch(/^heddle1:ed25519:[0-9a-f]{16}:[\w-]{86}$/);
    await verify(payload, signature, publicHalf, { context });
    await verify(payload, signature, secretHalf, { context });
    expect(publicHalf.canSign).toBe(false);
    expect(await codeOf(sign(payload, publicHalf))).toBe("SERIALIZATION_BAD_KEY");
  });

  test("equals what other implementations sign", async () => {
    const pair = await generateEd25519Keys();
    const digest = createHash("sha256").update(payload).digest("hex");
    const text = Buffer.from(`heddle-signature-v1\ned25519\n${digest}\n`);
    const expected = nodeSign(null, text, createPrivateKey(pair.privateKey)).toString("base64url");
    const signature = await sign(payload, await ed25519Key(pair.privateKey));
    expect(signature.split(":")[3]).toBe(expected);
  });

  test.each([
    ["no PEM", "nothing"],
    ["a damaged block", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"],
    ["bad base64", "-----BEGIN PUBLIC KEY-----\nA=A=A\n-----END PUBLIC KEY-----"],
  ])("refuses %s as a key", async (_, text) => {
    expect(await codeOf(ed25519Key(text))).toBe("SERIALIZATION_BAD_KEY");
  });
});

describe("verification", () => {
  test.each([undefined, null, ""])("F117 refuses unsigned data (%j)", async (signature) => {
    expect(await codeOf(verify(payload, signature, await hmacKey(secret)))).toBe(
      "SERIALIZATION_SIGNATURE_MISSING",
    );
  });

  test("refuses a text that is no signature", async () => {
    expect(await codeOf(verify(payload, "not a signature", await hmacKey(secret)))).toBe(
      "SERIALIZATION_SIGNATURE_MALFORMED",
    );
  });

  test("refuses a signature of another place or of none", async () => {
    const key = await hmacKey(secret);
    const signature = await sign(payload, key, { context });
    expect(await codeOf(verify(payload, signature, key, { context: "other" }))).toBe(
      "SERIALIZATION_SIGNATURE_MISMATCH",
    );
    expect(await codeOf(verify(payload, signature, key))).toBe("SERIALIZATION_SIGNATURE_MISMATCH");
  });

  test("refuses an unknown key and takes one of several", async () => {
    const [old, now] = [await hmacKey(secret), await hmacKey("another secret of length")];
    const signature = await sign(payload, old);
    expect((await verify(payload, signature, [now, old])).id).toBe(old.id);
    await expect(verify(payload, signature, now)).rejects.toMatchObject({
      code: "SERIALIZATION_SIGNATURE_UNKNOWN_KEY",
      details: { keyId: old.id, trusted: [now.id] },
    });
    expect(await codeOf(verify(payload, signature, []))).toBe(
      "SERIALIZATION_SIGNATURE_UNKNOWN_KEY",
    );
  });

  test("does not take a signature for one of another algorithm", async () => {
    const key = await hmacKey(secret);
    const forged = `heddle1:ed25519:${key.id}:${"A".repeat(86)}`;
    expect(await codeOf(verify(payload, forged, key))).toBe("SERIALIZATION_SIGNATURE_UNKNOWN_KEY");
  });

  test("refuses malformed signatures, also other spellings of a good one", async () => {
    const key = await hmacKey(secret);
    const good = await sign(payload, key);
    const last = good.at(-1)!;
    const bad = [
      "heddle1",
      "heddle2" + good.slice(7),
      good + "=",
      good.slice(0, -1),
      good.toUpperCase(),
      ` ${good}`,
      `${good}\n`,
      good.slice(0, -1) + String.fromCharCode(last.charCodeAt(0) + 1),
    ];
    for (const signature of bad) {
      expect(await codeOf(verify(payload, signature, key))).toMatch(
        /SIGNATURE_(MALFORMED|MISMATCH)$/,
      );
    }
  });
});

test("what is no key, payload or context is an error that shows nothing of it", async () => {
  const key = await hmacKey(secret);
  const signature = await sign(payload, key);
  const [noKey, noText] = [secret as never, undefined as never];
  const failures = [
    verify(payload, signature, noKey),
    verify(payload, signature, [key, noKey]),
    sign(payload, noKey),
    signingKey(noText),
    hmacKey(noText),
    ed25519Key(noText),
  ];
  for (const failure of failures) expect(await codeOf(failure)).toBe("SERIALIZATION_BAD_KEY");
  const misused = [
    sign("text" as never, key),
    sign({} as never, key),
    sign(payload, key, { context: 5 as never }),
  ];
  for (const failure of misused) expect(await codeOf(failure)).toBe("SERIALIZATION_BAD_OPTION");
});

describe("envelope", () => {
  test("F117 carries the signature in front of the payload", async () => {
    const key = await hmacKey(secret);
    const envelope = await seal(payload, key, { context });
    expect([isSealed(envelope), isSealed(payload)]).toEqual([true, false]);
    expect(loads(await unseal(envelope, key, { context }))).toMatchObject({ rows: [1, 2, 3] });
    expect(new TextDecoder().decode(envelope).split("\n")[0]).toBe(
      await sign(payload, key, { context }),
    );
  });

  test("F117 is refused wherever it was changed or cut", async () => {
    const key = await hmacKey(secret);
    const envelope = await seal(payload, key);
    for (let at = 0; at < envelope.length; at += 1) {
      const changed = envelope.slice();
      changed[at]! ^= 0x40;
      expect(await codeOf(unseal(changed, key))).toMatch(/^SERIALIZATION_SIGNATURE_/);
      expect(await codeOf(unseal(envelope.subarray(0, at), key))).toMatch(
        /^SERIALIZATION_SIGNATURE_/,
      );
    }
    expect(await codeOf(unseal(payload, key))).toBe("SERIALIZATION_SIGNATURE_MISSING");
  });
});
