/** The files of a session: maps, portraits, sounds; sealed, kept on the device, uploaded when the relay is there. */
export { isAssetId, type AssetId } from './asset-id.ts'
export { AssetReference } from './asset-reference.ts'
export type { AssetStatus } from './asset-status.ts'
export {
  openAssetStore,
  type AssetStore,
  type AssetStoreOptions,
  type GetAnswer,
  type PutAnswer,
  type Watch,
} from './asset-store.ts'
export type { AssetWorld, Fetch } from './asset-world.ts'
export type { AssetCache } from './cache/asset-cache.ts'
export { createMemoryCache } from './cache/memory-cache.ts'
export { openAssetCache } from './open-asset-cache.ts'
