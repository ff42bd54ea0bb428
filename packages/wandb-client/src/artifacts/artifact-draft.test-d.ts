import { expectTypeOf, test } from "vitest";
import type { Artifact } from "./artifact.ts";
import { ArtifactDraft } from "./artifact-draft.ts";
import type { ManifestEntry } from "./manifest.ts";
import type { Table } from "../media/table.ts";

type Delivered<V> = V extends { readonly "~delivers": infer D } ? D : V;

test("a draft delivers an artifact, a table delivers itself", () => {
  expectTypeOf<Delivered<ArtifactDraft>>().toEqualTypeOf<Artifact>();
  expectTypeOf<Delivered<Table>>().toEqualTypeOf<Table>();
});

test("additions give entries, and options are checked", () => {
  const draft = new ArtifactDraft({ name: "x", type: "t" });
  expectTypeOf(draft.addFile("a")).toEqualTypeOf<Promise<ManifestEntry>>();
  expectTypeOf(draft.addDir("a")).toEqualTypeOf<Promise<ManifestEntry[]>>();
  // @ts-expect-error a draft needs a type
  expectTypeOf(new ArtifactDraft({ name: "x" })).toEqualTypeOf<ArtifactDraft>();
  // @ts-expect-error a number is no content
  void draft.newFile("x", 1);
  // @ts-expect-error an artifact holds media objects, not plain ones
  void draft.add({ a: 1 }, "x");
});
