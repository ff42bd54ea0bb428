import { execFile } from "node:child_process";
import { copyFile, mkdir, realpath, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A container engine that runs here, with an image of a few programs and a store of its own. */
export interface ContainerEngine {
  readonly name: "docker" | "podman";
  readonly image: string;
  /** Environment in which the engine finds its store. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Names of all containers, running or not. */
  containers(): Promise<string[]>;
}

const programs = ["sh", "cat", "echo", "env", "sleep", "wget", "printf"];

const image = "localhost/heddle-tiny:1";

/**
 * Prepares an engine in a folder: docker where its daemon answers, else podman. Podman keeps all it has in that folder.
 *
 * @returns the engine, or one sentence that says why none runs here
 */
export async function prepareEngine(folder: string): Promise<ContainerEngine | string> {
  const busybox = await pathOf("busybox");
  if (busybox === undefined) return "there is no busybox to make an image of";
  const choices = [
    { name: "docker", environment: process.env },
    { name: "podman", environment: await podmanEnvironment(folder) },
  ] as const;
  const faults: string[] = [];
  for (const { name, environment } of choices) {
    const ask = async (...args: string[]): Promise<string> =>
      (await run(name, args, { env: environment, timeout: 60_000 })).stdout;
    try {
      await ask("info");
      await ask("import", await rootFileSystem(folder, busybox), image);
      await ask("run", "--rm", "--network", "host", image, "/bin/echo", "ready");
    } catch (error) {
      const { stderr = "", message } = error as Error & { readonly stderr?: string };
      faults.push(`${name}: ${(stderr.trim() || message).split("\n").at(-1)}`);
      continue;
    }
    const containers = async (): Promise<string[]> =>
      (await ask("ps", "--all", "--format", "{{.Names}}"))
        .split("\n")
        .filter((line) => line !== "");
    return { name, image, environment, containers };
  }
  return `no container engine runs here (${faults.join("; ")})`;
}

async function pathOf(program: string): Promise<string | undefined> {
  const found = await run("sh", ["-c", `command -v ${program}`]).catch(() => undefined);
  return found === undefined ? undefined : realpath(found.stdout.trim());
}

/** An archive of the least that a job needs. */
async function rootFileSystem(folder: string, busybox: string): Promise<string> {
  const archive = join(folder, "tiny.tar");
  const root = join(folder, "tiny");
  await mkdir(join(root, "bin"), { recursive: true });
  await mkdir(join(root, "tmp"), { recursive: true });
  await copyFile(busybox, join(root, "bin", "busybox"));
  for (const program of programs)
    await symlink("busybox", join(root, "bin", program)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  await run("tar", ["-C", root, "-cf", archive, "."]);
  return archive;
}

/** Settings under which podman runs as root on machines without systemd, and within the limits of this process. */
async function podmanEnvironment(
  folder: string,
): Promise<Readonly<Record<string, string | undefined>>> {
  const limit = Number((await run("sh", ["-c", "ulimit -Hn"])).stdout) || 1024;
  const file = async (name: string, content: string): Promise<string> => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  const home = join(folder, "home");
  await mkdir(join(home, ".config", "containers"), { recursive: true });
  await writeFile(
    join(home, ".config", "containers", "policy.json"),
    '{"default":[{"type":"insecureAcceptAnything"}]}',
  );
  const runtime = (await pathOf("runc")) === undefined ? "crun" : "runc";
  return {
    ...process.env,
    HOME: home,
    CONTAINERS_CONF: await file(
      "containers.conf",
      `[engine]\ncgroup_manager="cgroupfs"\nevents_logger="file"\nruntime="${runtime}"\n` +
        `[containers]\nnetns="host"\ndefault_ulimits=["nofile=${limit}:${limit}","nproc=1024:1024"]\n`,
    ),
    // Podman would ask three times for an image that only this machine has.
    CONTAINERS_REGISTRIES_CONF: await file(
      "registries.conf",
      '[[registry]]\nprefix="localhost"\nlocation="localhost"\nblocked=true\n',
    ),
    CONTAINERS_STORAGE_CONF: await file(
      "storage.conf",
      `[storage]\ndriver="vfs"\ngraphroot="${join(folder, "store")}"\nrunroot="${join(folder, "run")}"\n`,
    ),
  };
}
