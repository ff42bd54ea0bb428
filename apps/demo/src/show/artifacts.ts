import { assetKeyToUserString, type EventRecord } from "@heddle/core";
import type { WandbClient } from "@heddle/wandb-client";
import { textTable } from "./table.ts";
import { drawTree, type TreeNode } from "./tree.ts";

type Materialization = EventRecord<"ASSET_MATERIALIZATION">;

/** What the server says about each artifact that these materializations wrote. */
export async function artifactTable(
  client: WandbClient,
  materializations: readonly Materialization[],
): Promise<string> {
  const rows = await Promise.all(
    materializations.flatMap((event) => {
      const path = text(event, "wandb_artifact_qualified_name");
      return path === undefined ? [] : [artifactRow(client, path)];
    }),
  );
  return textTable(["artifact", "version", "type", "bytes", "aliases", "URL"], rows);
}

async function artifactRow(client: WandbClient, path: string): Promise<(string | number)[]> {
  const artifact = await client.artifact(path);
  return [
    artifact.name.split(":")[0] ?? artifact.name,
    artifact.version,
    artifact.type,
    artifact.size,
    artifact.aliases.join(", "),
    artifact.url,
  ];
}

/** The lineage of an asset as a tree: what it was made from below it. */
export function lineageTree(
  root: Materialization,
  materializations: readonly Materialization[],
): string {
  const byKey = new Map(
    materializations.map((event) => [assetKeyToUserString(event.data.assetKey), event]),
  );
  const node = (event: Materialization): TreeNode => ({
    label: assetKeyToUserString(event.data.assetKey),
    children: (event.data.lineage ?? []).flatMap(({ assetKey }) => {
      const upstream = byKey.get(assetKeyToUserString(assetKey));
      return upstream === undefined ? [] : [node(upstream)];
    }),
  });
  return drawTree(node(root));
}

/** A text of a materialization's metadata. */
export function text(event: Materialization, label: string): string | undefined {
  const value = event.data.metadata[label];
  if (value === undefined || !("value" in value)) return undefined;
  return typeof value.value === "string" ? value.value : JSON.stringify(value.value);
}
