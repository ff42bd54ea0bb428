export { invokeAsset } from "./invoke-asset.ts";
export { materializeToMemory } from "./materialize-to-memory.ts";
export {
  buildAssetContext,
  buildInitResourceContext,
  buildInputContext,
  buildOpContext,
  buildOutputContext,
  recordedLog,
  type BuildIOContextOptions,
  type BuildOpContextOptions,
  type BuiltOpContext,
  type RecordedLog,
} from "./build-contexts.ts";
export { ephemeralInstance } from "../instance/ephemeral-instance.ts";
export { createMemoryIOManager, memoryIOManager } from "../io-managers/memory-io-manager.ts";
