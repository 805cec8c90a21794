/**
 * The documents of a session on this device, kept in step with the other devices through a relay that
 * cannot read them.
 */
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
export { SessionKeys, type RandomBytes } from './keys/session-keys.ts'
export { isDocumentName, memberIdOf, type DocumentName } from './names.ts'
export type { LinkStatus, SavedStatus, SyncStatus } from './status.ts'
export type { Audience, OpenDocument, Present, SyncSession } from './sync-session.ts'
