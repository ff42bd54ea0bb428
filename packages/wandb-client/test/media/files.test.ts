import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Audio, Classes, Html, Molecule, Object3D, Video } from "../../src/index.ts";
import { setUp } from "../support.ts";
import { paths, store } from "./store.ts";

test("stores sound, film, page, body and molecule under W&B's names, and reads them back", async () => {
  await using setup = await setUp();
  const film = join(setup.folder, "v.mp4");
  await writeFile(film, "not really a film");
  const artifact = await store(setup, "media", {
    sound: new Audio({ samples: [0, 1, -1], sampleRate: 8000 }, { caption: "cap" }),
    film: new Video(film, { width: 4, height: 2 }),
    page: new Html("<html><p>x</p></html>"),
    points: new Object3D([
      [0, 1, 2],
      [1, 2, 3],
    ]),
    molecule: new Molecule(new TextEncoder().encode("ATOM"), { format: "pdb" }),
    classes: new Classes([{ id: 1, name: "a", color: "#fff" }]),
  });
  expect(await paths(artifact)).toEqual([
    "classes.classes.json",
    "film.video-file.json",
    expect.stringMatching(/^media\/audio\/[0-9a-f]{20}\.wav$/),
    expect.stringMatching(/^media\/html\/[0-9a-f]{20}\.html$/),
    expect.stringMatching(/^media\/molecule\/[0-9a-f]{20}\.pdb$/),
    expect.stringMatching(/^media\/object3D\/[0-9a-f]{20}\.pts\.json$/),
    expect.stringMatching(/^media\/videos\/[0-9a-f]{20}\/v\.mp4$/),
    "molecule.molecule-file.json",
    "page.html-file.json",
    "points.object3D-file.json",
    "sound.audio-file.json",
  ]);
  const sound = (await artifact.get("sound")) as Audio;
  expect(sound.caption).toBe("cap");
  expect(
    Buffer.from(await sound.bytes())
      .subarray(0, 4)
      .toString(),
  ).toBe("RIFF");
  expect((await artifact.get("film")) as Video).toMatchObject({ width: 4, height: 2 });
  expect(await ((await artifact.get("page")) as Html).text()).toMatch(
    /^<html><head><base target="_blank">.*<\/head><p>x/,
  );
  expect(
    JSON.parse(Buffer.from(await ((await artifact.get("points")) as Object3D).bytes()).toString()),
  ).toEqual([
    [0, 1, 2],
    [1, 2, 3],
  ]);
  expect(Buffer.from(await ((await artifact.get("molecule")) as Molecule).bytes()).toString()).toBe(
    "ATOM",
  );
  expect(((await artifact.get("classes")) as Classes).labels).toEqual([
    { id: 1, name: "a", color: "#fff" },
  ]);
  const moved = await store(setup, "moved", { again: sound });
  const reference = (await moved.entries()).find((entry) => entry.ref !== undefined);
  expect(reference?.ref).toMatch(/^wandb-artifact:\/\/[0-9a-f]+\/sound.audio-file.json$/);
  expect((await ((await moved.get("again")) as Audio).bytes()).length).toBe(50);
});
