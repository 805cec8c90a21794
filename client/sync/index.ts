/**
 * The documents of a session on this device, kept in step with the other devices through a relay that
 * cannot read them.
 */
export type { DocumentCache, OpenCache } from './documents/document-cache.ts'
export { foundSession } from './keys/found-session.ts'
export {
  acceptInvite,
  inviteLink,
  mayInvite,
  readInvite,
  type DamagedInvite,
  type Invite,
  type InviteOptions,
} from './keys/invite.ts'
export { keyBytes, SessionKeys, type RandomBytes } from './keys/session-keys.ts'
export type { Connect, SocketLike, SocketListener } from './link/socket.ts'
export { isDocumentName, memberIdOf, type DocumentName } from './names.ts'
export type { Schedule } from './schedule.ts'
export { createCryptoSuite, createPlainSuite, type CryptoSuite } from './sealing/crypto-suite.ts'
export { paddedLength } from './sealing/padding.ts'
export { openSession } from './session.ts'
export type { SessionOptions, SyncWorld } from './sync-world.ts'
export type {
  Divergence,
  LinkStatus,
  RecordFault,
  Rejection,
  SavedStatus,
  SyncCounts,
  SyncNotice,
  SyncStatus,
} from './status.ts'
export { drop, put, type BrokenRow, type DeviceStore } from './store/device-store.ts'
export { createMemoryLocks, type Locks } from './store/locks.ts'
export { createMemoryStore } from './store/memory-store.ts'
export { openDeviceStorage, type DeviceStorage } from './store/open-device-storage.ts'
export { forgetSession } from './store/forget-session.ts'
export type { Audience, OpenDocument, Present, SyncSession } from './sync-session.ts'
