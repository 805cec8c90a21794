import { epochFromBytes } from '../../wire/index.ts'
import type { RoomId } from '../../wire/index.ts'
import type { NatsClient } from './client.ts'
import { openRoomCopy } from './room-copy.ts'
import { ALL_LOGS, LOG_STREAM, RELAYS_SUBJECT, roomOfLog } from './subjects.ts'

/** What came of giving rooms new epochs. */
export type Renewal =
  | { readonly type: 'renewed'; readonly rooms: number; readonly unreadable: number }
  /** Nothing was done: members of it would go on under the old epochs. */
  | { readonly type: 'relay-is-running' }

/** A relay that runs is heard of several times meanwhile. */
const LISTEN_MS = 3_000
const ROOMS_AT_ONCE = 32
const EPOCH_BYTES = 16

/**
 * Gives every room a new epoch, as is due when streams were brought back from a backup: members then notice, and bring
 * what it lacks. Records and hash chains stay as they are.
 */
export async function renewEpochs(options: {
  readonly client: NatsClient
  readonly wait: (ms: number) => Promise<void>
  readonly random: (length: number) => Uint8Array
}): Promise<Renewal> {
  const { client, wait } = options
  let isHeard = false
  const stop = client.hear(RELAYS_SUBJECT, () => (isHeard = true))
  await wait(LISTEN_MS)
  stop()
  if (isHeard) return { type: 'relay-is-running' }

  async function renew(room: RoomId): Promise<'renewed' | 'nothing'> {
    const copy = await openRoomCopy(room, client, wait)
    const { stored } = copy.view
    if (stored === undefined) return 'nothing'
    const epoch = epochFromBytes(options.random(EPOCH_BYTES))
    const write = { room, state: { ...stored.state, epoch }, records: [], runs: [], chains: [] }
    const outcome = await copy.commit(write)
    if (outcome === 'moved-on') throw new Error('Somebody writes to a room.')
    return 'renewed'
  }

  const waiting = (await client.subjects(LOG_STREAM, ALL_LOGS)).map(roomOfLog)
  const count = { renewed: 0, nothing: 0, unreadable: 0 }
  async function work(): Promise<void> {
    for (let room = waiting.pop(); room !== undefined; room = waiting.pop()) {
      count[await renew(room).catch(() => 'unreadable' as const)] += 1
    }
  }
  await Promise.all(Array.from({ length: ROOMS_AT_ONCE }, work))
  return { type: 'renewed', rooms: count.renewed, unreadable: count.unreadable }
}
