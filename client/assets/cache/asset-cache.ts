import type { RoomId } from '#relay/wire'
import { z } from 'zod'
import { isAssetId, type AssetId } from '../asset-id.ts'

/** What a device knows of an asset it keeps. */
export const AssetEntry = z.object({
  id: z.custom<AssetId>(isAssetId),
  mime: z.string(),
  bytes: z.int().nonnegative(),
  /** When it was last put or got, milliseconds since 1970. */
  usedAtMs: z.number(),
  /** The relay confirmed that it has it. */
  isSafe: z.boolean(),
})
export type AssetEntry = z.infer<typeof AssetEntry>

/** An entry and the session it belongs to. */
export interface KeptAsset {
  readonly room: RoomId
  readonly entry: AssetEntry
}

/** The files a device keeps. Several tabs use one cache at once. Every engine passes `describeAssetCache`. */
export interface AssetCache {
  /** Everything of all sessions, in no order. Rows that make no sense are left out. */
  list(): Promise<readonly KeptAsset[]>
  find(room: RoomId, id: AssetId): Promise<AssetEntry | undefined>
  /** The content, whole; undefined when it is not there. */
  read(room: RoomId, id: AssetId): Promise<Uint8Array | undefined>
  /** Entry and content together or not at all; on the disk when it resolves. Rejects when the device is full. */
  put(room: RoomId, entry: AssetEntry, content: Uint8Array): Promise<void>
  /** Changes an entry that is there. */
  change(
    room: RoomId,
    id: AssetId,
    changes: Partial<Pick<AssetEntry, 'usedAtMs' | 'isSafe'>>,
  ): Promise<void>
  /** Removes an asset the relay has; one it has not stays. True when it went. */
  evict(room: RoomId, id: AssetId): Promise<boolean>
  /** Removes everything of a session. */
  clear(room: RoomId): Promise<void>
  close(): Promise<void>
}
