import type { TagInput } from "../operations/artifact-write.ts";

/** Most tags that W&B takes in one request. */
const tagsPerRequest = 20;

/** Tags as requests carry them, in as many lists as requests are needed. */
export function tagBatches(tags: readonly string[]): TagInput[][] {
  const batches: TagInput[][] = [];
  for (let start = 0; start < tags.length; start += tagsPerRequest) {
    const some = tags.slice(start, start + tagsPerRequest);
    batches.push(some.map((tagName) => ({ tagName })));
  }
  return batches;
}
