import { basename } from "node:path";

/** Where the command lines of docker and podman differ. */
export interface EngineDialect {
  /** Arguments that give a container the network of this machine. */
  readonly hostNetwork: readonly string[];
  /** Arguments that remove a container at once, whether it runs or not. */
  readonly remove: readonly string[];
}

const docker: EngineDialect = {
  hostNetwork: ["--network", "host", "--add-host", "host.docker.internal:host-gateway"],
  remove: ["rm", "--force"],
};

// Podman names the host in each container by itself, and older ones refuse `host-gateway`. Its `rm` asks a container to stop
// and waits ten seconds before it kills.
const podman: EngineDialect = {
  hostNetwork: ["--network", "host"],
  remove: ["rm", "--force", "--time", "0"],
};

/** The dialect of an engine by its command's name. */
export function dialectOf(engine: string): EngineDialect {
  return basename(engine).startsWith("podman") ? podman : docker;
}
