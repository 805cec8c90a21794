import type { Frame, Position } from '#relay/wire'
import type { Change } from '../store/device-store.ts'
import type { RelayLink } from '../link/relay-link.ts'
import type { Schedule } from '../schedule.ts'
import type { LogReader } from './log-reader.ts'
import type { LogPosition } from './position.ts'
import type { LoadedSnapshot } from '../snapshots/load-snapshots.ts'
import type { MissingUpdate } from './rebuild.ts'
import type { Divergence } from '../status.ts'

/** Brings this device in step with the relay's log, and the log in step with this device when it lost something. */
export interface CatchUp {
  /** The relay let us in, and says where its log begins. */
  welcomed(welcome: Base): void
  /** The relay says where its log stands, sends of it, or has sent all of it. */
  take(frame: Extract<Frame, { type: 'position' | 'records' | 'live' | 'pong' }>): void
  /** This device lacks something that it once had: the log is read from its start. */
  readAnew(): void
  /** What was asked on this connection is not answered any more. */
  disconnected(): void
}

/** Where a log begins, as WELCOME and POSITION tell it. */
export type Base = Pick<Position, 'epoch' | 'firstKept' | 'baseHash'>

const REBUILD_SPREAD_MS = 1_000
/** A relay that owes records and says nothing for so long is tried again. */
const ANSWER_MS = 20_000
const VERDICTS = {
  'epoch-changed': 'epochChanged',
  behind: 'behind',
  diverged: 'diverged',
  pruned: 'pruned',
} as const satisfies Record<Exclude<Position['verdict'], 'matches'>, Divergence>

/** Nothing asked yet. */
export function createCatchUp(options: {
  readonly reader: LogReader
  readonly link: Pick<RelayLink, 'connection' | 'send' | 'dispatch' | 'giveUp'>
  readonly schedule: Schedule
  /** Evenly spread in [0, 1). */
  readonly jitter: () => number
  /** What this device has and a log of this content lacks. */
  readonly findMissing: (
    inLog: NonNullable<LogReader['inLog']>,
  ) => Promise<readonly MissingUpdate[]>
  /** The log is not what it was: nothing goes out until `rebuilt`. */
  readonly onDiverged: (why: Divergence) => void
  /** These go out instead of all that was on its way; `adopted` belongs into the same commit. */
  readonly rebuilt: (missing: readonly MissingUpdate[], adopted: readonly Change[]) => void
  /** What stands in for records that the log no longer has. */
  readonly loadSnapshots: () => Promise<{
    readonly loaded: readonly LoadedSnapshot[]
    readonly isWhole: boolean
  }>
  /** Looks for what the snapshots left out of a log that was read behind them; false when something is lacking still. */
  readonly fallBack: (inLog: NonNullable<LogReader['inLog']>) => Promise<boolean>
  /** Snapshots that the log began with could not be read. */
  readonly onLacking: () => void
  readonly onSynced: () => void
}): CatchUp {
  const { reader, link, schedule, jitter, findMissing } = options
  /** Answers to earlier questions are not taken for the answer to the last. */
  let unanswered = 0
  let rebuilding: LogReader['inLog']
  let base: LogPosition | undefined
  /** The reading began behind records that were cut, and what stands in for them is not here yet. */
  let lacksSnapshots = false
  /** This tab meets the log for the first time, though its device may hold what an earlier log said. */
  let isFirst = false
  let cancelPatience: (() => void) | undefined

  function learnBase({ epoch, firstKept, baseHash }: Base): void {
    base = { epoch, seq: firstKept - 1, hash: baseHash }
  }

  function ask(): void {
    const position = reader.position ?? base
    if (position === undefined) return
    unanswered += 1
    link.send({ type: 'sync', ...position })
    bePatient()
  }

  function bePatient(): void {
    cancelPatience?.()
    cancelPatience = schedule(ANSWER_MS, () => link.giveUp())
  }

  function expectNothing(): void {
    cancelPatience?.()
    cancelPatience = undefined
  }

  /** Reads the log from its base: what went before comes from snapshots. */
  function begin(from: LogPosition): void {
    reader.restart(from)
    lacksSnapshots = from.seq > 0
    expectNothing()
    if (lacksSnapshots) void beginWithSnapshots()
    else ask()
  }

  async function beginWithSnapshots(): Promise<void> {
    const { connection } = link
    // Nothing that comes before the answer counts.
    unanswered += 1
    const { loaded, isWhole } = await options.loadSnapshots()
    if (connection !== link.connection) return
    unanswered -= 1
    for (const snapshot of loaded) reader.takeSnapshot(snapshot)
    lacksSnapshots = false
    if (!isWhole) options.onLacking()
    ask()
  }

  function handlePosition(frame: Position): void {
    learnBase(frame)
    unanswered -= 1
    if (unanswered > 0) return
    if (frame.verdict !== 'matches') return readAnew(VERDICTS[frame.verdict])
    const expected = frame.head - (reader.position?.seq ?? 0)
    const isKnown = isFirst || reader.inLog === undefined
    link.dispatch({ type: isKnown ? 'accepted' : 'rereading', expected })
  }

  function readAnew(why: Divergence): void {
    if (base === undefined) return
    link.dispatch({ type: 'diverged', why })
    options.onDiverged(why)
    isFirst = false
    begin(base)
  }

  async function handleLive(head: number, hash: Uint8Array): Promise<void> {
    const { connection } = link
    await reader.settled()
    if (connection !== link.connection || unanswered > 0) return
    if (!reader.agrees(head, hash)) return readAnew('diverged')
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
    if ((base?.seq ?? 0) > 0 && !(await options.fallBack(inLog))) options.onLacking()
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
    welcomed(welcome) {
      learnBase(welcome)
      unanswered = 0
      isFirst ||= reader.position === undefined
      if (base !== undefined && (lacksSnapshots || reader.position === undefined)) begin(base)
      else ask()
    },
    take(frame) {
      if (frame.type !== 'pong' && cancelPatience !== undefined) bePatient()
      switch (frame.type) {
        case 'position':
          return handlePosition(frame)
        case 'records':
          if (unanswered > 0 || reader.receive(frame.from, frame.records) === 'taken') return
          return ask()
        case 'live':
          if (unanswered === 0) expectNothing()
          return void handleLive(frame.head, frame.hash)
        case 'pong':
          if (unanswered > 0 || reader.agrees(frame.head, frame.hash)) return
          return readAnew('diverged')
      }
    },
    readAnew: () => readAnew('incomplete'),
    disconnected() {
      rebuilding = undefined
      expectNothing()
    },
  }
}
