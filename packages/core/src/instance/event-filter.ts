import { assetKeyText } from "./asset-key-text.ts";
import type { EventFilter } from "./event-storage.ts";
import type { EventRecord } from "./events.ts";
import type { AssetKeyParts } from "./metadata-value.ts";

interface AssetFields {
  readonly assetKey?: AssetKeyParts;
  readonly partition?: string;
  readonly partitions?: readonly string[];
  readonly checkName?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** The fields of an event's data that name an asset; all absent for other events. */
export function assetFields(event: Pick<EventRecord, "data">): AssetFields {
  return event.data as AssetFields;
}

/** Makes the test for a filter, cursors included. */
export function eventMatcher(filter: EventFilter): (event: EventRecord) => boolean {
  const assets = filter.assetKeys && new Set(filter.assetKeys.map(assetKeyText));
  const types = filter.types && new Set(filter.types);
  const {
    runId,
    stepKeys,
    levels,
    partitions,
    checkName,
    tags,
    after = 0,
    before = Infinity,
  } = filter;
  const { since = -Infinity, until = Infinity } = filter;
  return (event) => {
    if (event.storageId <= after || event.storageId >= before) return false;
    if (event.timestamp < since || event.timestamp >= until) return false;
    if (runId !== undefined && event.runId !== runId) return false;
    if (types && !types.has(event.type)) return false;
    if (stepKeys && (event.stepKey === undefined || !stepKeys.includes(event.stepKey)))
      return false;
    if (levels && !levels.includes(event.level)) return false;
    const fields = assetFields(event);
    if (assets && (fields.assetKey === undefined || !assets.has(assetKeyText(fields.assetKey))))
      return false;
    if (partitions && (fields.partition === undefined || !partitions.includes(fields.partition)))
      return false;
    if (checkName !== undefined && fields.checkName !== checkName) return false;
    return (
      tags === undefined ||
      Object.entries(tags).every(([key, value]) => fields.tags?.[key] === value)
    );
  };
}
