import { bytesEqual } from '#relay/wire'
import type { DocumentName } from '../names.ts'
import type { Schedule } from '../schedule.ts'
import { decodeDigests, type Digests } from './digests.ts'

/**
 * Compares this device's documents with those of the others whenever the table falls quiet: at the same place in
 * the log they must hold the same. One device tells; who agrees keeps silent, who differs tells as well.
 */
export interface DriftWatch {
  /** Something changed: there is nothing to compare until it is quiet again. */
  stirred(): void
  heard(payload: Uint8Array): void
  stop(): void
}

const QUIET_MS = 4_000
const SPREAD_MS = 4_000

/** Nothing compared yet. */
export function createDriftWatch(options: {
  readonly schedule: Schedule
  /** Evenly spread in [0, 1). */
  readonly jitter: () => number
  /** Digests of what this device holds now; undefined while it is not in step. */
  readonly look: () => Promise<Digests | undefined>
  readonly tell: (digests: Digests) => void
  /** Whether this device would rather hear the others than be first to tell: who agrees with what was told is silent. */
  readonly wantsToHear: () => boolean
  /** At the same place in the log, a document here differs from another device's. */
  readonly onDrift: (document: DocumentName) => void
  /** Another device is at this place of the log. */
  readonly onPlace: (place: { readonly seq: number; readonly hash: Uint8Array }) => void
  /** At the same place in the log, these are as another device has them. */
  readonly onAgreement: (documents: readonly DocumentName[]) => void
}): DriftWatch {
  const { schedule, jitter, look, tell } = options
  let mine: Digests | undefined
  let heard: Digests[] = []
  let stirs = 0
  let cancel = () => {}

  function stirred(): void {
    stirs += 1
    mine = undefined
    heard = []
    cancel()
    const delayMs = QUIET_MS + jitter() * SPREAD_MS + (options.wantsToHear() ? SPREAD_MS : 0)
    cancel = schedule(delayMs, () => void compareNow())
  }

  async function compareNow(): Promise<void> {
    const at = stirs
    const seen = await look()
    if (at !== stirs || seen === undefined || seen.documents.size === 0) return
    mine = seen
    const others = heard.filter((each) => isSamePlace(each, seen))
    heard = []
    const agreed = new Set(others.flatMap((each) => agreeing(seen, each)))
    const untold = [...seen.documents].filter(([name]) => !agreed.has(name))
    if (untold.length > 0) tell({ ...seen, documents: new Map(untold) })
    for (const other of others) report(seen, other)
  }

  function report(seen: Digests, other: Digests): void {
    options.onAgreement(agreeing(seen, other))
    differing(seen, other).forEach(options.onDrift)
  }

  return {
    stirred,
    heard(payload) {
      const digests = decodeDigests(payload)
      if (digests === undefined) return
      options.onPlace(digests)
      if (mine === undefined) {
        heard = [...heard, digests].slice(-MOST_KEPT)
        return
      }
      if (!isSamePlace(mine, digests)) return
      const seen = mine
      if (differing(seen, digests).length > 0) {
        tell(seen)
        // Once told, the others' answers say nothing new.
        mine = undefined
      }
      report(seen, digests)
    },
    stop: () => cancel(),
  }
}

const MOST_KEPT = 32

function isSamePlace(left: Digests, right: Digests): boolean {
  return left.seq === right.seq && bytesEqual(left.hash, right.hash)
}

/** Documents that both hold, and differently. */
function differing(left: Digests, right: Digests): readonly DocumentName[] {
  return [...left.documents].flatMap(([name, digest]) => {
    const other = right.documents.get(name)
    return other === undefined || bytesEqual(digest, other) ? [] : [name]
  })
}

/** Documents that both hold, and alike. */
function agreeing(left: Digests, right: Digests): readonly DocumentName[] {
  const drifted = differing(left, right)
  return [...left.documents.keys()].filter(
    (name) => right.documents.has(name) && !drifted.includes(name),
  )
}
