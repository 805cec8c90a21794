import type { RoomId, Sha256 } from '#relay/wire'
import type { LiveDocument } from '../documents/live-document.ts'
import type { LogReader } from '../log/log-reader.ts'
import type { LogPosition } from '../log/position.ts'
import type { DocumentName } from '../names.ts'
import type { Notices } from '../notices.ts'
import type { Schedule } from '../schedule.ts'
import type { SyncCounts } from '../status.ts'
import type { Audience } from '../sync-session.ts'
import type { DeviceStore } from '../store/device-store.ts'
import { createDriftWatch, type DriftWatch } from './drift-watch.ts'
import { whispersOf } from './digests.ts'
import { createHistoryWatch, type HistoryWatch } from './history-watch.ts'
import { lookAtDocuments } from './look.ts'
import { createRepair } from './repair.ts'

/** What a device notices by comparing itself with others: documents that drifted, a relay that is not honest. */
export interface Vigilance extends DriftWatch {
  readonly history: HistoryWatch
  readonly counts: Omit<SyncCounts, 'rereads'>
  /** Takes up what an earlier start of this device mended. */
  load(): Promise<void>
  /** The log was read anew, all of it is in the store's rows. */
  reread(): void
}

/** Watches over one session on one tab. */
export function createVigilance(options: {
  readonly room: RoomId
  readonly store: DeviceStore
  readonly sha256: Sha256
  readonly schedule: Schedule
  readonly now: () => number
  readonly jitter: () => number
  readonly reader: () => LogReader
  readonly open: ReadonlyMap<DocumentName, LiveDocument>
  /** Where this device is in the log; undefined while it is not in step with the relay. */
  readonly position: () => LogPosition | undefined
  readonly notices: Notices
  readonly onCounted: () => void
  readonly readAnew: () => void
  readonly tell: (audience: Audience, digests: Uint8Array) => void
}): Vigilance {
  const { notices, open, sha256 } = options
  const history = createHistoryWatch({
    ...options,
    onFork: () => notices.say('history', { code: 'fork' }),
    onKeptBack: () => notices.say('history', { code: 'keptBack' }),
  })
  const repair = createRepair({
    ...options,
    say: (document) => notices.say('drift', { code: 'drift', document }),
    takeBack: () => notices.takeBack('drift'),
  })
  const drift = createDriftWatch({
    ...options,
    tell(digests) {
      for (const [audience, whisper] of whispersOf(digests)) options.tell(audience, whisper)
    },
    look: () => lookAtDocuments(options.reader(), open, sha256),
    wantsToHear: () => repair.isAwaited,
    onDrift: (document) => repair.drifted(document),
    onPlace: (place) => history.heard(place),
    onAgreement: (documents) => repair.agreed(documents),
  })
  return {
    ...drift,
    history,
    get counts() {
      return { ...repair.counts, ...history.counts }
    },
    load: () => repair.load(),
    reread: () => repair.reread(),
  }
}
