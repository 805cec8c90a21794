import { DamagedRoom, StorageFull } from './storage/storage.ts'
import type { CloseReason } from './wire/index.ts'

/** What those are told whom a failure of the storage sends away. */
export function closeReasonFor(error: unknown): CloseReason {
  if (error instanceof DamagedRoom) return 'roomDamaged'
  return error instanceof StorageFull ? 'storageFull' : 'storageFailed'
}
