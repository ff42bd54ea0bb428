/** What implementations of `InstanceStorage` share: the rules that do not depend on where things are stored. */
export { assetKeyPrefixText, assetKeyText } from "./asset-key-text.ts";
export { canonicalJson } from "./canonical-json.ts";
export { eventText } from "./event-text.ts";
export { assetFields } from "./event-filter.ts";
export { isAssetEvent } from "./events.ts";
export { isFinished, finishedStatuses } from "./run-status.ts";
export { applyEventToRun, runNotFinished, unknownRun } from "./run-transition.ts";
export { decideSlot, type SlotEntry } from "./slot-order.ts";
export { runClaimName } from "./ownership/run-claim-name.ts";
