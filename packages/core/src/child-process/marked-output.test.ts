import fc from "fast-check";
import { expect, test } from "vitest";
import { MarkedOutput } from "./marked-output.ts";
import { RedactedLines } from "./redacted-lines.ts";

const mark = "\u0000abab\u0000";

test("O414 gives all before the mark and nothing of it, however the stream is cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom("a", "b", "\u0000", "é", "\u0000aba", "\n"), { maxLength: 30 }),
      fc.array(fc.nat({ max: 60 }), { maxLength: 10 }),
      async (parts, cuts) => {
        const before = parts.join("").replaceAll(mark, "");
        const bytes = Buffer.from(`${before}${mark}next step`);
        const got: Buffer[] = [];
        const output = new MarkedOutput(mark, (piece) => got.push(Buffer.from(piece)));
        const places = [0, ...cuts.filter((cut) => cut < bytes.length), bytes.length].toSorted(
          (a, b) => a - b,
        );
        places.slice(1).forEach((end, index) => {
          output.take(bytes.subarray(places[index], end));
        });
        await output.ended;
        const whole = Buffer.concat(got).toString();
        expect(whole).toBe(`${before}${mark}`.slice(0, `${before}${mark}`.indexOf(mark)));
      },
    ),
  );
});

test("O414 gives what was held back when the stream ends without a mark", async () => {
  const got: string[] = [];
  const output = new MarkedOutput(mark, (piece) => got.push(Buffer.from(piece).toString()));
  output.take(Buffer.from("last words\u0000ab"));
  output.close();
  output.close();
  await output.ended;
  expect(got.join("")).toBe("last words\u0000ab");
});

test("O112 masks a secret that arrives in pieces", () => {
  const got: string[] = [];
  const lines = new RedactedLines(
    (text) => text.replaceAll("tops3cret", "********"),
    (piece) => got.push(Buffer.from(piece).toString()),
  );
  const bytes = Buffer.from("é tops3cret\nrest tops3cret");
  for (const byte of bytes) lines.take(Uint8Array.of(byte));
  expect(got.join("")).toBe("é ********\n");
  lines.close();
  expect(got.join("")).toBe("é ********\nrest ********");
});
