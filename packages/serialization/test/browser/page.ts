/** The page: unpacks the golden files that the server gives, runs the program here and in a worker. */
import { unzipSync } from "fflate";
import { everything, type Files, outcomes } from "./program.ts";

/** What a browser has and Node's types lack. */
interface MessagePort extends EventTarget {
  postMessage(message: unknown, options?: object): void;
}

const scope = globalThis as unknown as MessagePort & Record<string, unknown>;

if ("document" in globalThis) {
  scope["runHere"] = async (): Promise<unknown> => answer(await goldenFiles());
  scope["runInWorker"] = async (): Promise<unknown> => {
    const Worker = scope["Worker"] as new (url: string, options: object) => MessagePort;
    const worker = new Worker("/page.js", { type: "module" });
    const files = await goldenFiles();
    return new Promise((done) => {
      worker.addEventListener("message", (event) => done((event as MessageEvent).data));
      worker.postMessage(files, {});
    });
  };
} else {
  scope.addEventListener("message", (event) => {
    answer((event as MessageEvent).data as Files).then(
      (result) => scope.postMessage(result, {}),
      (error: unknown) => scope.postMessage({ error: String(error) }, {}),
    );
  });
}

async function answer(files: Files): Promise<unknown> {
  return { outcomes: outcomes(files), everything: await everything() };
}

async function goldenFiles(): Promise<Files> {
  const response = await fetch("/pickle.zip");
  return unzipSync(new Uint8Array(await response.arrayBuffer()));
}
