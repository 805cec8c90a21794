import type { DocumentName } from './names.ts'

/** How far this device is with the relay. */
export type LinkStatus =
  | { readonly state: 'offline' }
  /** The relay knows no such session yet: its founder has not reached it. Tried again, `attempt` times so far. */
  | { readonly state: 'awaited'; readonly attempt: number }
  | { readonly state: 'connecting'; readonly attempt: number }
  | { readonly state: 'syncing'; readonly received: number; readonly expected: number }
  | { readonly state: 'synced' }
  | { readonly state: 'outOfSync'; readonly why: Divergence }
  | { readonly state: 'resyncing' }
  | { readonly state: 'refused'; readonly why: Rejection }

/** How the relay's log differs from what this device knows of it, or why it is read from its start. */
export type Divergence = 'epochChanged' | 'behind' | 'diverged' | 'pruned' | 'incomplete'

/** Why the relay does not let this device in, for good. */
export type Rejection =
  | 'malformed'
  | 'proofFailed'
  | 'notAllowed'
  | 'unknownVersion'
  | 'memberTaken'
  | 'inviteExpired'
  | 'inviteUsedUp'
  | 'tooManyDevices'
  | 'messageTooLong'
  | 'unknown'

/** Why a record of the log was left out. */
export type RecordFault =
  'unknownAuthor' | 'notAllowed' | 'badSignature' | 'unreadable' | 'malformed'

/** What a person should know beyond where things stand; the page finds the words. */
export type SyncNotice =
  /** So many attempts in a row failed. */
  | { readonly code: 'unreached'; readonly times: number }
  /** The log is read anew. */
  | { readonly code: 'reread'; readonly why: Divergence }
  /** The record at this position of the log. */
  | { readonly code: 'leftOut'; readonly seq: number; readonly fault: RecordFault }
  /** Another device shows a document differently. */
  | { readonly code: 'drift'; readonly document: DocumentName }
  /** This device's copy of a document did not open. */
  | { readonly code: 'copyClosed' }
  | {
      readonly code:
        | 'fork'
        | 'keptBack'
        | 'falseSnapshot'
        | 'lacking'
        /** The role of this device may not write there; what it wrote stays here. */
        | 'notYours'
        | 'relayFull'
        /** The relay's disk takes nothing more from anybody. */
        | 'diskFull'
        | 'writeRefused'
    }

/** What the parts of a session found out about each other, on this tab. */
export interface SyncCounts {
  /** Documents that were found to differ from another device's. */
  readonly drifts: number
  /** Those that agree again. */
  readonly repairs: number
  /** Places where the relay showed another device a different log. */
  readonly forks: number
  /** Times when the relay kept something back that others had seen. */
  readonly gaps: number
  /** Times when the log was not what this device knew, and was read anew. */
  readonly rereads: number
}

/** Before anything went wrong. */
export const NOTHING_NOTICED: SyncCounts = { drifts: 0, repairs: 0, forks: 0, gaps: 0, rereads: 0 }

/** Where this device keeps the game. `refused`: it takes nothing at the moment; `none`: it never does. */
export type SavedStatus =
  { readonly state: 'device' } | { readonly state: 'memory'; readonly why: 'refused' | 'none' }

/** Where the session is saved, truthfully. */
export interface SyncStatus {
  readonly link: LinkStatus
  /** Changes made on this device, in this tab or another, that the relay has not acknowledged. */
  readonly waiting: number
  /** Changes made in this tab that the relay does not take: others never see them. */
  readonly kept: number
  readonly saved: SavedStatus
  readonly counts: SyncCounts
  /** Repeated failure, a refused write, a record nobody could read. */
  readonly notice?: SyncNotice
}
