import { isRecord } from "../../src/util/json.ts";
import type { Setup } from "../support.ts";

/** What W&B keeps of its own beside the config of the run `r1`. */
export async function storedConfig(setup: Setup): Promise<Record<string, unknown>> {
  const query =
    '{ project(name: "loom", entityName: "weavers") { run(name: "r1") { id config } } }';
  const { project } = await setup.client.graphql<{ project: { run: { config: string } } }>(
    query,
    {},
  );
  const config = (JSON.parse(project.run.config) as Record<string, unknown>)["_wandb"];
  return isRecord(config) && isRecord(config["value"]) ? config["value"] : {};
}
