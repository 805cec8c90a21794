import { firstHash, type Frame, type LogEpoch, type Position, type RoomId } from '#relay/wire'
import type { Change } from '../store/device-store.ts'
import type { RelayLink } from '../link/relay-link.ts'
import type { Schedule } from '../schedule.ts'
import type { LogReader } from './log-reader.ts'
import type { MissingUpdate } from './rebuild.ts'

/** Brings this device in step with the relay's log, and the log in step with this device when it lost something. */
export interface CatchUp {
  /** The relay let us in. */
  welcomed(epoch: LogEpoch): void
  /** The relay says where its log stands, sends of it, or has sent all of it. */
  take(frame: Extract<Frame, { type: 'position' | 'records' | 'live' | 'pong' }>): void
  /** This device lacks something that it once had: the log is read from its start. */
  readAnew(): void
  /** What was asked on this connection is not answered any more. */
  disconnected(): void
}

const REBUILD_SPREAD_MS = 1_000
const SENTENCES = {
  'epoch-changed':
    'The relay began a new log for this session; what it lacks is being put back from this device.',
  behind:
    'The relay has lost a part of this session; what it lacks is being put back from this device.',
  diverged:
    'The relay shows another history of this session than before; both are being brought together.',
  incomplete: 'This device has lost a part of its copy; the session is read anew from the relay.',
} as const

/** Nothing asked yet. */
export function createCatchUp(options: {
  readonly room: RoomId
  readonly reader: LogReader
  readonly link: Pick<RelayLink, 'connection' | 'send' | 'dispatch'>
  readonly schedule: Schedule
  /** Evenly spread in [0, 1). */
  readonly jitter: () => number
  /** What this device has and a log of this content lacks. */
  readonly findMissing: (
    inLog: NonNullable<LogReader['inLog']>,
  ) => Promise<readonly MissingUpdate[]>
  /** The log is not what it was: nothing goes out until `rebuilt`. */
  readonly onDiverged: (sentence: string) => void
  /** These go out instead of all that was on its way; `adopted` belongs into the same commit. */
  readonly rebuilt: (missing: readonly MissingUpdate[], adopted: readonly Change[]) => void
  readonly onSynced: () => void
}): CatchUp {
  const { room, reader, link, schedule, jitter, findMissing } = options
  /** Answers to earlier questions are not taken for the answer to the last. */
  let unanswered = 0
  let rebuilding: LogReader['inLog']
  /** This tab meets the log for the first time, though its device may hold what an earlier log said. */
  let isFirst = false

  function ask(epoch: LogEpoch): void {
    unanswered += 1
    const position = reader.position ?? { epoch, seq: 0, hash: firstHash(room, epoch) }
    link.send({ type: 'sync', ...position })
  }

  function handlePosition({ verdict, epoch, head }: Position): void {
    unanswered -= 1
    if (unanswered > 0) return
    if (verdict !== 'matches') return readAnew(epoch, verdict === 'pruned' ? 'diverged' : verdict)
    if (reader.position === undefined) {
      isFirst = true
      reader.restart(epoch)
    }
    const expected = head - (reader.position?.seq ?? 0)
    const isKnown = isFirst || reader.inLog === undefined
    link.dispatch({ type: isKnown ? 'accepted' : 'rereading', expected })
  }

  function readAnew(epoch: LogEpoch | undefined, why: keyof typeof SENTENCES): void {
    if (epoch === undefined) return
    const sentence = SENTENCES[why]
    link.dispatch({ type: 'diverged', sentence })
    options.onDiverged(sentence)
    isFirst = false
    reader.restart(epoch)
    ask(epoch)
  }

  async function handleLive(head: number, hash: Uint8Array): Promise<void> {
    const { connection } = link
    await reader.settled()
    if (connection !== link.connection || unanswered > 0) return
    if (!reader.agrees(head, hash)) return readAnew(reader.position?.epoch, 'diverged')
    const { inLog } = reader
    if (inLog === undefined) return becomeSynced()
    if (rebuilding === inLog) return
    rebuilding = inLog
    // Of several devices that find a log gone, the first to put it back spares the others most of it.
    const delayMs = isFirst ? 0 : jitter() * REBUILD_SPREAD_MS
    schedule(delayMs, () => void rebuild(connection, inLog))
  }

  async function rebuild(
    connection: number,
    inLog: NonNullable<LogReader['inLog']>,
  ): Promise<void> {
    const isCurrent = () => connection === link.connection && inLog === reader.inLog
    if (!isCurrent()) return
    const missing = await findMissing(inLog)
    if (!isCurrent()) return
    options.rebuilt(missing, reader.adopt())
    becomeSynced()
  }

  function becomeSynced(): void {
    isFirst = false
    link.dispatch({ type: 'caughtUp' })
    options.onSynced()
  }

  return {
    welcomed(epoch) {
      unanswered = 0
      ask(epoch)
    },
    take(frame) {
      switch (frame.type) {
        case 'position':
          return handlePosition(frame)
        case 'records':
          if (unanswered > 0 || reader.receive(frame.from, frame.records) === 'taken') return
          if (reader.position !== undefined) ask(reader.position.epoch)
          return
        case 'live':
          return void handleLive(frame.head, frame.hash)
        case 'pong':
          if (unanswered > 0 || reader.agrees(frame.head, frame.hash)) return
          return readAnew(reader.position?.epoch, 'diverged')
      }
    },
    readAnew: () => readAnew(reader.position?.epoch, 'incomplete'),
    disconnected() {
      rebuilding = undefined
    },
  }
}
