import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { Audio, Image, Object3D, Table, Video, type ArtifactEntry } from "../../src/index.ts";
import { rejection, setUp } from "../support.ts";
import { paths, png, store } from "./store.ts";

/** Serves one picture under every path that ends in `.png`; returns the origin. */
async function servePicture(): Promise<string> {
  const server = createServer((request, response) => {
    if (request.url?.split("?")[0]?.endsWith(".png") === true)
      response.writeHead(200, { etag: '"abc"', "content-length": png.length }).end(png);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("stores pictures and sounds by their addresses as references, also in a table, and reads them back", async () => {
  await using setup = await setUp();
  const origin = await servePicture();
  const artifact = await store(setup, "addresses", {
    pic: new Image(`${origin}/a/pic.png?x=1`, { caption: "c" }),
    tab: new Table({ data: [{ im: new Image(`${origin}/pic.png`) }] }),
    bucket: new Audio("s3://bucket/tone.wav", { caption: "t", reference: { checksum: false } }),
  });
  const all = await paths(artifact);
  expect(all).toHaveLength(6);
  for (const name of ["audio/…/tone.wav", "images/…/pic.png", "images/…/pic.png?x=1"])
    expect(all.map((path) => path.replace(/[0-9a-f]{20}/, "…"))).toContain(`media/${name}`);
  const references = (await artifact.entries()).flatMap(({ ref, digest, size }: ArtifactEntry) =>
    ref === undefined ? [] : [[ref, digest, size]],
  );
  expect(references).toContainEqual([`${origin}/a/pic.png?x=1`, "abc", png.length]);
  expect(references).toContainEqual(["s3://bucket/tone.wav", "s3://bucket/tone.wav", undefined]);
  const picture = (await artifact.get("pic")) as Image;
  expect(picture).toMatchObject({ caption: "c", format: "png" });
  expect(Buffer.from(await picture.bytes()).equals(png)).toBe(true);
  const [cell] = ((await artifact.get("tab")) as Table).getColumn("im") as [Image];
  expect(await cell.size()).toEqual({ width: 2, height: 1 });
});

test("takes no address where W&B takes none, and says what to do", async () => {
  await using setup = await setUp();
  const picture = new Image("https://example.org/pic.png");
  expect(await picture.size()).toBeUndefined();
  const run = await setup.client.run({ id: "r1" });
  await rejection(run.log({ picture }));
  expect(await rejection(run.finish())).toMatchObject({
    code: "WANDB_CLIENT_MEDIA",
    message: expect.stringContaining("https://example.org/pic.png"),
    hint: expect.stringContaining("artifact"),
  });
  expect(() => new Video("https://example.org/film.mp4")).toThrow(
    expect.objectContaining({
      code: "WANDB_CLIENT_MEDIA",
      hint: expect.stringContaining("addReference"),
    }),
  );
  expect(() => new Object3D("s3://bucket/body.obj")).toThrow(
    expect.objectContaining({ code: "WANDB_CLIENT_MEDIA" }),
  );
});
