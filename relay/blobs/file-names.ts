import { join } from 'node:path'
import { keyToText, roomIdFromBytes, roomIdToBytes, isBlobHash } from '../wire/index.ts'
import type { BlobHash, RoomId } from '../wire/index.ts'
import type { UploadName } from './blob-storage.ts'

/** What a file in a room's directory is. */
export type FileName =
  | { readonly type: 'blob'; readonly hash: BlobHash }
  | {
      readonly type: 'upload'
      readonly hash: BlobHash
      readonly device: string
      readonly totalBytes: number
    }
  | { readonly type: 'pins' }

export const PINS_FILE = 'pins'

/** `<root>/<2 hex digits>/<32 hex digits>`: hex, because some file systems take `A` and `a` for the same. */
export function roomDirectory(root: string, room: RoomId): string {
  const hex = keyToText(roomIdToBytes(room))
  return join(root, hex.slice(0, 2), hex)
}

/** The room a directory is for; undefined for any other name. */
export function roomOfDirectory(name: string): RoomId | undefined {
  return /^[0-9a-f]{32}$/.test(name)
    ? roomIdFromBytes(new Uint8Array(Buffer.from(name, 'hex')))
    : undefined
}

/** `<hash>.<device>.<length>.part` */
export function uploadFile({ hash, device, totalBytes }: Omit<UploadName, 'room'>): string {
  return `${hash}.${device}.${totalBytes}.part`
}

/** What the file is; undefined for one that is not ours. */
export function parseFileName(name: string): FileName | undefined {
  if (name === PINS_FILE) return { type: 'pins' }
  if (isBlobHash(name)) return { type: 'blob', hash: name }
  const [hash = '', device = '', length = '', end, ...more] = name.split('.')
  const isUpload = isBlobHash(hash) && /^[0-9a-f]{16}$/.test(device) && /^\d{1,15}$/.test(length)
  if (!isUpload || end !== 'part' || more.length > 0) return undefined
  return { type: 'upload', hash, device, totalBytes: Number(length) }
}
