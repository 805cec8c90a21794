/** How far this device is with the relay, as a person is told. */
export type LinkStatus =
  | { readonly state: 'offline' }
  | { readonly state: 'connecting'; readonly attempt: number }
  | { readonly state: 'syncing'; readonly received: number; readonly expected: number }
  | { readonly state: 'synced' }
  | { readonly state: 'outOfSync'; readonly sentence: string }
  | { readonly state: 'resyncing' }
  | { readonly state: 'refused'; readonly sentence: string }

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

/** Where this device keeps the game. */
export type SavedStatus =
  { readonly state: 'device' } | { readonly state: 'memory'; readonly sentence: string }

/** Where the session is saved, truthfully. */
export interface SyncStatus {
  readonly link: LinkStatus
  /** Changes made on this device, in this tab or another, that the relay has not acknowledged. */
  readonly waiting: number
  readonly saved: SavedStatus
  readonly counts: SyncCounts
  /** A sentence for the person: repeated failure, a refused write, a record nobody could read. */
  readonly notice?: string
}
