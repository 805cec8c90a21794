import { SNAPSHOT_HEADER_BYTES } from '#relay/wire'
import type { Frame, Limits, SnapshotId, SnapshotInfo, Snapped } from '#relay/wire'
import type { LogReader } from '../log/log-reader.ts'
import type { Tails } from '../log/tails.ts'
import type { Schedule } from '../schedule.ts'
import type { Shelf } from './shelf.ts'
import type { DocumentState } from './snapshot-payload.ts'
import type { MadeSnapshot, SnapshotSealer } from './snapshot-sealer.ts'

/**
 * Keeps the log short: makes a snapshot of a stream when much follows its newest one, and vouches for those of other
 * people, so that the relay may let go of what they hold. Everything waits a random time first, so that of many
 * devices one does the work.
 */
export interface SnapshotKeeper {
  /** Everything in the log is here. Resolves when it is known what the relay keeps. */
  synced(limits: Limits): Promise<void>
  /** Records were applied. */
  stirred(): void
  /** The relay keeps something else of a stream. */
  shelfChanged(stream: number): void
  take(frame: Snapped): void
  disconnected(): void
}

/**
 * When a stream is due: that many records or bytes behind its snapshot, or one that old keeps the log from being cut.
 * So is one that fell quiet, as long as no second snapshot holds its last records: the relay keeps what only one holds.
 */
export interface SnapshotThresholds {
  readonly records: number
  readonly bytes: number
  /** Positions between the log's end and a stream's first record without a snapshot, or its only snapshot. */
  readonly behind: number
  /** Longest random wait. */
  readonly spreadMs: number
}

export const SNAPSHOT_THRESHOLDS: SnapshotThresholds = {
  records: 500,
  bytes: 1024 * 1024,
  behind: 2_000,
  spreadMs: 30_000,
}

const BUSY_MS = 3_600_000

/** A keeper that does nothing until the device is synced. */
export function createSnapshotKeeper(options: {
  readonly reader: Pick<LogReader, 'position' | 'settled' | 'inLog'>
  readonly tails: Tails
  readonly shelf: Shelf
  readonly sealer: SnapshotSealer
  readonly thresholds: SnapshotThresholds
  readonly schedule: Schedule
  /** Evenly spread in [0, 1). */
  readonly jitter: () => number
  readonly send: (...frames: readonly Frame[]) => void
  readonly canWrite: (stream: number) => boolean
  /**
   * Everything a stream has come to, in Yjs' second encoding: nothing when no record of it was taken. Undefined when
   * this device holds something else as well, or lacks something.
   */
  readonly statesOf: (stream: number) => Promise<readonly DocumentState[] | undefined>
  /** Whether a snapshot says of these documents exactly what the log says up to where it covers it. */
  readonly isTrue: (
    info: SnapshotInfo,
    stream: number,
    states: readonly DocumentState[],
  ) => Promise<'true' | 'false' | 'unknown'>
  /** Whether the device wrote the snapshot itself, or another of the same person did. */
  readonly isOurs: (info: SnapshotInfo) => boolean
  readonly onFalse: (info: SnapshotInfo) => void
}): SnapshotKeeper {
  const { reader, tails, shelf, sealer, thresholds, schedule, jitter, send } = options
  const planned = new Map<number, () => void>()
  const judged = new Map<SnapshotId, 'true' | 'false'>()
  let limits: Limits | undefined
  let offered: (MadeSnapshot & { readonly stream: number; readonly seq: number }) | undefined
  const tooLarge = new Set<number>()
  let isPaused = false

  function plan(stream: number): void {
    if (limits === undefined || planned.has(stream)) return
    if (!isDue(stream) && unjudged(stream).length === 0) return
    planned.set(
      stream,
      schedule(jitter() * thresholds.spreadMs, () => {
        planned.delete(stream)
        void work(stream)
      }),
    )
  }

  function planDue(isMeant: (stream: number) => boolean): void {
    for (const stream of tails.all.keys()) if (isMeant(stream) && isDue(stream)) plan(stream)
  }

  async function work(stream: number): Promise<void> {
    for (const info of unjudged(stream)) await judge(info, stream)
    if (isDue(stream)) await offer(stream)
  }

  function isDue(stream: number): boolean {
    const tail = tails.get(stream)
    if (tail === undefined || isPaused || offered !== undefined) return false
    if (tooLarge.has(stream) || !options.canWrite(stream)) return false
    const behind = (reader.position?.seq ?? 0) - tail.first
    if (tail.records === 0 && isHeldTwice(stream, tail.last)) return false
    const { records, bytes } = thresholds
    return tail.records > records || tail.bytes > bytes || behind > thresholds.behind
  }

  /** Whether a snapshot beside the newest holds everything up to there, sound or on the way to be. */
  function isHeldTwice(stream: number, seq: number): boolean {
    const [, ...older] = shelf.keptOf(stream)
    return older.some(({ id, covers }) => covers.seq >= seq && judged.get(id) !== 'false')
  }

  async function offer(stream: number): Promise<void> {
    await reader.settled()
    const { position } = reader
    if (position === undefined || limits === undefined) return
    const states = await options.statesOf(stream)
    if (states === undefined || !isStill(position)) return plan(stream)
    const covers = { seq: position.seq, hash: position.hash }
    const made = await sealer.seal(stream, covers, states, limits.snapshotBytes)
    if (!isStill(position) || offered !== undefined) return plan(stream)
    offered = { ...made, stream, seq: position.seq }
    const expected = shelf.keptOf(stream)[0]?.id
    const header = made.bytes.subarray(0, SNAPSHOT_HEADER_BYTES)
    send({ type: 'snap', id: made.id, expected, bytes: made.bytes.length, header })
  }

  function isStill(position: LogReader['position']): boolean {
    return limits !== undefined && reader.position === position && reader.inLog === undefined
  }

  function sendParts({ id, bytes }: MadeSnapshot, partBytes: number): void {
    for (let offset = 0; offset < bytes.length; offset += partBytes) {
      send({ type: 'part', id, offset, bytes: bytes.subarray(offset, offset + partBytes) })
    }
  }

  function unjudged(stream: number): readonly SnapshotInfo[] {
    if (!options.canWrite(stream)) return []
    return shelf
      .keptOf(stream)
      .filter(
        (info) => !judged.has(info.id) && info.attestations.length === 0 && !options.isOurs(info),
      )
  }

  async function judge(info: SnapshotInfo, stream: number): Promise<void> {
    const bytes = await shelf.fetch(info)
    if (bytes === undefined || limits === undefined) return
    const states = await sealer.open(info, stream, bytes)
    await reader.settled()
    if (info.covers.seq > (reader.position?.seq ?? 0)) return
    const verdict = states === undefined ? 'false' : await options.isTrue(info, stream, states)
    if (verdict === 'unknown') return
    judged.set(info.id, verdict)
    if (verdict === 'false') return options.onFalse(info)
    send({ type: 'attest', id: info.id, signature: await sealer.attest(info.id) })
  }

  return {
    synced(announced) {
      limits = announced
      for (const stream of tails.all.keys()) plan(stream)
      return shelf.list()
    },
    stirred: () => planDue(() => true),
    shelfChanged(stream) {
      const [newest, ...older] = shelf.keptOf(stream)
      const sound = older.find(({ attestations }) => attestations.length > 0)
      if (newest !== undefined) tails.covered(stream, newest.covers.seq, sound?.covers.seq ?? 0)
      plan(stream)
    },
    take({ id, outcome }) {
      if (offered?.id !== id) return
      const { stream, seq } = offered
      switch (outcome) {
        case 'send':
          if (limits !== undefined) sendParts(offered, limits.partBytes)
          return
        case 'kept':
          tails.covered(stream, seq, 0)
          break
        case 'too-large':
          tooLarge.add(stream)
          break
        case 'busy':
        case 'full':
          isPaused = true
          schedule(BUSY_MS, () => {
            isPaused = false
          })
          break
        case 'outdated':
        case 'diverged':
        case 'damaged':
        case 'not-allowed':
        case 'gone':
        case 'attested':
          break
        default:
          outcome satisfies never
      }
      offered = undefined
      // They waited for their turn; what the relay said of this one would be said again.
      planDue((other) => other !== stream)
    },
    disconnected() {
      limits = undefined
      offered = undefined
      for (const cancel of planned.values()) cancel()
      planned.clear()
    },
  }
}
