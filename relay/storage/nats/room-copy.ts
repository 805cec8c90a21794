import type { RoomId } from '../../wire/index.ts'
import { DamagedRoom, SNAPSHOT_PIECE_BYTES } from '../storage.ts'
import type { Follower, Following, RoomWrite, Upkeep } from '../storage.ts'
import type { NatsClient } from './client.ts'
import { entriesAfter, isBeginning, type FoundEntry } from './entries-after.ts'
import { decodeEntry, encodeEntry, type EntryWrite } from './log-entry.ts'
import { partsOf } from './parts.ts'
import { createRoomView, type RoomView } from './room-view.ts'
import {
  KEPT_STREAM,
  LOG_STREAM,
  logSubject,
  newsSubject,
  pieceSubject,
  piecesSubject,
} from './subjects.ts'
import { findSummary, replaceSummary, type Summary } from './summary.ts'

/** A room as this process knows it: right up to the message of its log it has come to. */
export interface RoomCopy {
  readonly view: RoomView
  readonly isFollowed: boolean
  /** Appends to the room's log unless there is a message in it that the copy does not have; then takes that in. */
  commit(write: RoomWrite): Promise<'taken' | 'moved-on'>
  /** Takes in what the log has and the copy has not. */
  refresh(): Promise<void>
  /** The same; the follower is told when it fails. */
  catchUp(): Promise<void>
  /** Sets the room aside if this is still the last message of its log; answers with the stream sequence of its own. */
  setAside(last: number): Promise<number | 'moved-on'>
  /** Takes in what others append as NATS tells it, and passes it on. */
  follow(follower: Follower): Following
}

const MESSAGES_PER_SUMMARY = 64
/** When news may have been told before NATS knew that somebody listens. */
const SECOND_LOOK_MS = 1_000
const ATTEMPTS = 3
const APPEND_ATTEMPTS = 100
const APPEND_PAUSE_MS = 50
/** Of a stream. NATS takes "before the first" for "everything". */
const FIRST_SEQUENCE = 1

/** Reads a room: its latest summary and the messages behind it. Throws DamagedRoom when they make no sense. */
export async function openRoomCopy(
  room: RoomId,
  client: NatsClient,
  wait: (ms: number) => Promise<void>,
): Promise<RoomCopy> {
  for (let attempt = 1; ; attempt += 1) {
    const summary = await findSummary(client, room)
    const found = await entriesAfter(client, room, summary.covers)
    // Nothing is missing for long: somebody wrote a summary just now and removed what it replaced.
    if (found === 'incomplete' && attempt < ATTEMPTS) continue
    if (found === 'incomplete') throw new DamagedRoom('Messages of a room are missing.')
    const isBegunAnew = found[0] !== undefined && isBeginning(found[0].entry)
    const view = createRoomView(isBegunAnew ? undefined : await summary.content())
    for (const { entry, sequence, bytes } of found) view.put(entry, sequence, bytes)
    return createRoomCopy({ room, client, wait, view, summary })
  }
}

interface RoomCopyOptions {
  readonly room: RoomId
  readonly client: NatsClient
  readonly wait: (ms: number) => Promise<void>
  readonly view: RoomView
  readonly summary: Summary
}

function createRoomCopy({ room, client, wait, view, summary }: RoomCopyOptions): RoomCopy {
  let latest = { sequence: summary.sequence, covers: summary.covers, bytes: summary.bytes }
  let queue: Promise<unknown> = Promise.resolve()
  let tasks = 0
  let follower: Follower | undefined
  let told: { readonly data: Uint8Array; readonly sequence: number }[] = []
  let news: RoomWrite[] = []

  /** One task of this process at a time; what NATS tells meanwhile waits, for it may be the task's own doing. */
  function inTurn<Answer>(task: () => Promise<Answer>): Promise<Answer> {
    tasks += 1
    const turn = queue.then(task).finally(() => {
      tasks -= 1
      takeTold()
    })
    queue = turn.catch(() => undefined)
    return turn
  }

  function takeTold(): void {
    if (tasks > 0 || follower === undefined) return
    const before = news.length
    try {
      for (const { data, sequence } of told.splice(0)) {
        if (sequence <= view.last) continue
        const entry = decodeEntry(data)
        if (entry.previous !== view.last && !isBeginning(entry)) {
          void catchUp()
          break
        }
        putNews({ entry, sequence, bytes: data.length })
      }
    } catch (error) {
      return lose(error)
    }
    if (news.length > before) follower.onNews()
  }

  function putNews({ entry, sequence, bytes }: FoundEntry): void {
    const isOver = isBeginning(entry) && view.stored !== undefined
    view.put(entry, sequence, bytes)
    if (isOver) throw new Error('A room was set aside, forgotten or begun anew by another relay.')
    if (entry.type === 'aside') return
    if (follower !== undefined) news.push({ room, ...entry.write })
  }

  function lose(error: unknown): void {
    follower?.onLost(error)
  }

  /** What is written must follow on what it was judged by: nobody took in a message behind the follower's back. */
  function isContinued({ state, records }: RoomWrite): boolean {
    const known = view.stored?.state
    return (known?.head ?? 0) === state.head - records.length
  }

  function catchUp(): Promise<void> {
    return inTurn(refresh).catch(lose)
  }

  async function refresh(): Promise<void> {
    const found = await entriesAfter(client, room, view.last)
    if (found === 'incomplete') throw new Error('The log of a room went on without this relay.')
    const before = news.length
    found.forEach(putNews)
    if (news.length > before && tasks === 1) follower?.onNews()
  }

  async function commit(write: RoomWrite): Promise<'taken' | 'moved-on'> {
    if (news.length > 0) return 'moved-on'
    if (follower !== undefined && !isContinued(write)) {
      throw new Error('A room is older in memory than in its copy of the log.')
    }
    await storePieces(write)
    const taken: EntryWrite[] = []
    for (const part of partsOf(write, client.maxMessageBytes)) {
      const previous = view.stored === undefined ? 0 : view.last
      const entry = { type: 'write', previous, write: part } as const
      const data = encodeEntry(entry)
      const sequence = await appendOrRefresh(data)
      if (sequence === 'moved-on') {
        if (follower !== undefined) {
          news.unshift(...taken.map((earlier) => ({ room, ...earlier })))
        }
        return 'moved-on'
      }
      view.put(entry, sequence, data.length)
      taken.push(part)
    }
    if (write.upkeep !== undefined) await dropPieces(write.upkeep)
    return 'taken'
  }

  /** In a cluster a message may stand in the way that cannot be read yet, or never comes. */
  async function appendOrRefresh(data: Uint8Array): Promise<number | 'moved-on'> {
    const expected = view.last
    for (let attempt = 1; attempt <= APPEND_ATTEMPTS; attempt += 1) {
      const sequence = await client.append(logSubject(room), data, expected)
      if (sequence !== 'moved-on') return sequence
      await refresh()
      if (view.last !== expected) return 'moved-on'
      await wait(APPEND_PAUSE_MS)
    }
    throw new Error('NATS takes no message for a room and does not show why.')
  }

  async function storePieces({ upkeep }: RoomWrite): Promise<void> {
    for (const { info, content } of upkeep?.snapshots ?? []) {
      for (let from = 0; from < (content?.length ?? 0); from += SNAPSHOT_PIECE_BYTES) {
        const piece = content?.subarray(from, from + SNAPSHOT_PIECE_BYTES) ?? new Uint8Array()
        await client.store(pieceSubject(room, info.id, from / SNAPSHOT_PIECE_BYTES), piece)
      }
    }
  }

  async function dropPieces({ dropped }: Upkeep): Promise<void> {
    for (const { id } of dropped) await client.remove(KEPT_STREAM, piecesSubject(room, id))
  }

  function isSummaryDue({ upkeep }: RoomWrite): boolean {
    if ((upkeep?.prunedTo ?? 0) > 0) return true
    return view.since.messages >= MESSAGES_PER_SUMMARY && view.since.bytes >= latest.bytes
  }

  /** Messages that were pruned may go once a summary has what they changed. */
  async function summarize(): Promise<void> {
    const covers = view.last
    const firstKept = view.firstKept ?? view.last
    const next = { before: latest, covers, content: view.write() }
    const replaced = await replaceSummary(client, room, next)
    latest = replaced ?? (await findSummary(client, room))
    const isPruned = (view.stored?.state.base.seq ?? 0) > 0
    if (replaced === undefined || !isPruned || firstKept <= FIRST_SEQUENCE) return
    await client.remove(LOG_STREAM, logSubject(room), firstKept)
  }

  return {
    view,

    get isFollowed() {
      return follower !== undefined
    },

    async commit(write) {
      const outcome = await inTurn(() => commit(write))
      // A summary that cannot be written now is written after a later commit.
      if (outcome === 'taken' && isSummaryDue(write)) inTurn(summarize).catch(() => undefined)
      return outcome
    },

    refresh: () => inTurn(refresh),
    catchUp,

    setAside: (last) =>
      inTurn(async () => {
        if (view.last !== last) return 'moved-on'
        const entry = { type: 'aside', previous: last } as const
        const data = encodeEntry(entry)
        const sequence = await client.append(logSubject(room), data, last)
        if (sequence !== 'moved-on') view.put(entry, sequence, data.length)
        return sequence
      }),

    follow(next) {
      follower = next
      const stop = client.hear(newsSubject(room), (data, sequence) => {
        told.push({ data, sequence })
        takeTold()
      })
      void wait(SECOND_LOOK_MS).then(() => {
        if (follower === next) void catchUp()
      })
      return {
        take() {
          const { stored } = view
          return news.length === 0 || stored === undefined
            ? undefined
            : { stored, writes: news.splice(0) }
        },
        end() {
          stop()
          if (follower !== next) return
          follower = undefined
          told = []
          news = []
        },
      }
    },
  }
}
