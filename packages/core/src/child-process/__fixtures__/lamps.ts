import { z } from "zod";
import { asset } from "../../definitions/asset.ts";
import { definitions, type Definitions } from "../../definitions/definitions.ts";
import { job } from "../../definitions/job.ts";
import { op } from "../../definitions/op.ts";
import { resource, valueResource } from "../../resources/resource.ts";

/** Says what it was made with, and where. */
export const lamp = resource({ config: z.object({ color: z.string() }) }, ({ config }) => ({
  color: config.color,
  pid: process.pid,
}));

/** Someone else's, by a config of another shape. */
export const striped = lamp.configured(
  ({ stripes }: { readonly stripes: readonly string[] }) => ({ color: stripes.join("-") }),
  { schema: z.object({ stripes: z.array(z.string()) }) },
);

/** What the resources of its step were. */
export const shine = asset(
  { name: "shine", resources: { lamp, striped, watts: z.number() } },
  (_, { resources }) =>
    `${resources.lamp.color} ${resources.striped.color} ${String(resources.watts)} ${String(resources.lamp.pid)}`,
);

/** An asset that the project does not have. */
export const stray = asset({ name: "stray" }, () => 1);

const glow = op({ name: "glow", resources: { lamp } }, (_, { resources }) => resources.lamp.color);

/** What the definitions bind. */
export const resources = {
  lamp: lamp.configured({ color: "white" }),
  striped,
  watts: valueResource(40),
};

const project: Definitions = definitions({
  assets: [shine],
  resources,
  jobs: [
    job({ name: "evening", resources: { lamp: lamp.configured({ color: "warm" }) } }, () => glow()),
  ],
});
export default project;
