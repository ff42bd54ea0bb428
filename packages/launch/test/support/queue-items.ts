import { readFile } from "node:fs/promises";
import { runProgram, until, type World } from "./world.ts";

type QueueItem = ReturnType<World["backend"]["launch"]["items"]>[number];

/** Puts a job in a queue, as the SDK would. @returns the item's id */
export async function push(
  world: World,
  job: string,
  spec: Readonly<Record<string, unknown>> = {},
  queue = "q",
): Promise<string> {
  const { id } = await world.client
    .launchQueue(queue)
    .push({ entity: "ada", project: "demo", job, ...spec });
  return id;
}

/** An item as the backend has it. */
export function itemOf(world: World, id: string): QueueItem | undefined {
  return world.backend.launch.items().find((item) => item.id === id);
}

/** A program that starts its run, leaves its process id in a file, and waits for ever. */
export function sleeper(file: string): string {
  return `import { writeFileSync } from "node:fs";\n${runProgram.replace(
    "const code =",
    `writeFileSync(${JSON.stringify(file)}, String(process.pid)); setInterval(() => {}, 1000); await new Promise(() => {}); const code =`,
  )}`;
}

/** The process id that a {@link sleeper} leaves in a file of the world's folder. */
export function readPid(world: World, name: string): Promise<number> {
  return until(async () => {
    const text = await readFile(`${world.folder}/${name}`, "utf8").catch(() => "");
    return text === "" ? undefined : Number(text);
  });
}
