import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { asset } from "@heddle/core";
import { ArtifactDraft } from "@heddle/wandb-client";
import { expect, test } from "vitest";
import { steady, World } from "../support/world.ts";

const program = join(import.meta.dirname, "read-worker.ts");

test.for(steady)(
  "F030 eight processes read the same files with duration 0 and do not disturb each other ($name)",
  async (pass) => {
    await using world = await World.open(pass);
    const files = asset({ name: "files", ioManagerKey: "wandb_artifacts_manager" }, async () => {
      const draft = new ArtifactDraft({ name: "files", type: "dataset" });
      await draft.newFile("a.txt", "a.txt");
      await draft.newFile("b.txt", "b.txt");
      return draft;
    });
    await world.succeed([files]);
    const runWorker = async (): Promise<string> => {
      const args = [
        "--conditions=@heddle/source",
        program,
        world.server.origin,
        world.baseDir,
        "3",
      ];
      const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
      const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
      return code === 0 ? "" : stderr;
    };
    const failures = await Promise.all(Array.from({ length: 8 }, runWorker));
    expect(failures).toEqual(Array.from({ length: 8 }, () => ""));
    expect(await world.files()).toEqual([]);
  },
);
