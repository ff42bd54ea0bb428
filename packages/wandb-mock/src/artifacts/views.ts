import type { Context } from "../context.ts";
import type { AliasRecord } from "../state/records.ts";

/** An alias with the name of its collection. */
export function aliasView({ state }: Context, alias: AliasRecord): object {
  return {
    ...alias,
    artifactCollectionName: state.collections.get(alias.collectionId)?.name ?? null,
  };
}

/** Tags as objects; a tag's id follows from its name. */
export function tagViews(
  tags: readonly string[],
): { readonly id: string; readonly name: string }[] {
  return tags.map((name) => ({ id: Buffer.from(`Tag:${name}`).toString("base64"), name }));
}
