import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startNatsServer, type NatsServer } from '../../testing/nats-server.ts'
import { emptyNats, messagesOf, openNatsOn } from '../../testing/nats-storage.ts'
import { createOwner, tabOf } from '../../testing/people.ts'
import { epochFromBytes, roomIdFromBytes } from '../../wire/index.ts'
import { snapshotIdFromBytes } from '../../wire/index.ts'
import type { RoomId } from '../../wire/index.ts'
import { describeStorage } from '../contract.ts'
import { SNAPSHOT_PIECE_BYTES } from '../storage.ts'
import type { RoomWrite, Storage, StoredRecord } from '../storage.ts'

let server: NatsServer
const opened: Storage[] = []

beforeAll(async () => {
  server = await startNatsServer()
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((storage) => storage.close()))
  await emptyNats(server)
})
afterAll(() => server.remove())

describeStorage('NATS JetStream', {
  open,
  async reopen(storage) {
    await storage.close()
    await server.kill()
    await server.restart()
    return open()
  },
})

describe('a room in NATS that two processes write to', () => {
  test('of two writes at the same position one is taken; the other process is told of it and may go on', async () => {
    const { ours, theirs } = await twoProcesses()
    expect(await ours.storage.commit([writeOf(1, 3)])).toEqual([])
    while (theirs.following.take()?.stored.state.head !== 3) await theirs.isTold()

    const outcomes = await Promise.all([
      ours.storage.commit([writeOf(4, 5)]),
      theirs.storage.commit([writeOf(4, 4)]),
    ])
    const [winner, loser] = outcomes[0].length === 0 ? [ours, theirs] : [theirs, ours]
    expect(outcomes.map((lost) => lost.length).sort()).toEqual([0, 1])
    const head = winner === ours ? 5 : 4
    expect(loser.following.take()).toMatchObject({ stored: { state: { head } } })

    expect(await loser.storage.commit([writeOf(head + 1, head + 1)])).toEqual([])
    while (winner.following.take()?.stored.state.head !== head + 1) await winner.isTold()
    const records = await winner.storage.read(room, 1, 1e9)
    expect(records.map(({ seq }) => seq)).toEqual(Array.from({ length: head + 1 }, (_, i) => i + 1))
  })

  test('what one writes the other is told in order, while it does nothing itself', async () => {
    const { ours, theirs } = await twoProcesses()
    for (let seq = 1; seq <= 20; seq += 1) await ours.storage.commit([writeOf(seq, seq)])
    const seqs: number[] = []
    while (seqs.length < 20) {
      await theirs.isTold()
      for (const write of theirs.following.take()?.writes ?? []) {
        seqs.push(...write.records.map(({ seq }) => seq))
      }
    }
    expect(seqs).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
  })

  test('what was written while NATS was away from one of them is told when it is back', async () => {
    const [one, other] = [await open(), await open()]
    const theirs = await follow(other)
    await one.commit([writeOf(1, 1)])
    await theirs.isTold()
    theirs.following.take()
    await server.kill()
    const late = one.commit([writeOf(2, 2)])
    await server.restart()
    expect(await late).toEqual([])
    while (theirs.following.take()?.stored.state.head !== 2) await theirs.isTold()
    expect((await other.read(room, 1, 1e9)).map(({ seq }) => seq)).toEqual([1, 2])
  }, 60_000)

  test('1,000 rooms are open at two processes at once, and each hears of every write', async () => {
    const [one, other] = [await open(), await open()]
    const rooms = Array.from({ length: 1_000 }, (_, index) => {
      const id = new Uint8Array(16)
      new DataView(id.buffer).setUint32(0, index)
      return roomIdFromBytes(id)
    })
    const heard = new Set<RoomId>()
    for (let at = 0; at < rooms.length; at += 250) {
      const some = rooms.slice(at, at + 250)
      await Promise.all(
        some.map(async (id) => {
          await other.load(id)
          const following = other.follow?.(id, {
            onNews() {
              if (following?.take()?.stored.state.head === 1) heard.add(id)
            },
            onLost: () => undefined,
          })
        }),
      )
      expect(await one.commit(some.map((id) => ({ ...writeOf(1, 1), room: id })))).toEqual([])
    }
    await expect.poll(() => heard.size, { timeout: 30_000 }).toBe(rooms.length)
  }, 120_000)

  test('a write longer than a message is cut, and each piece leaves the room sound', async () => {
    const { ours, theirs } = await twoProcesses()
    const records = recordsOf(1, 20, 200_000)
    const write = { ...writeOf(1, 20), records, runs: [runOf(1, 20)] }
    await ours.storage.commit([{ ...write, state: { ...write.state, bytes: 4_000_000 } }])
    const seen: { head: number; bytes: number }[] = []
    while (seen.at(-1)?.head !== 20) {
      await theirs.isTold()
      seen.push(...(theirs.following.take()?.writes ?? []).map(({ state }) => state))
    }
    expect(seen.length).toBeGreaterThan(3)
    for (const { head, bytes } of seen) expect(bytes).toBe(head * 200_000)
    expect(await theirs.storage.read(room, 1, 1e9)).toHaveLength(20)
    expect(await theirs.storage.findRun(room, device, tabOf(1), 15)).toEqual(runOf(1, 20))
  })

  test('a long log opens from its summary; what was pruned is deleted from the stream', async () => {
    const storage = await open()
    for (let seq = 1; seq <= 200; seq += 1) {
      await storage.commit([{ ...writeOf(seq, seq), runs: [runOf(seq, 1)] }])
    }
    const { state } = writeOf(1, 200)
    const base = { seq: 150, hash: hashAt(150) }
    const upkeep = { marks: [], snapshots: [], dropped: [], prunedTo: 150 }
    await storage.commit([{ ...writeOf(201, 200), state: { ...state, base }, upkeep }])
    const again = await open()
    await expect.poll(async () => (await again.read(room, 151, 1e9)).length).toBe(50)
    expect(await storage.load(room)).toMatchObject({ state: { head: 200, base } })
    expect(await again.load(room)).toMatchObject({ state: { head: 200, base } })
    expect(await again.findRun(room, device, tabOf(1), 7)).toEqual(runOf(1, 200))
  })
})

describe('forgetting a room that several processes may use', () => {
  const later = 1_000

  test('one that another process wrote to since it was looked at stays, with what was written', async () => {
    const [one, other] = [await open(), await open()]
    await one.commit([writeOf(1, 1)])
    expect(await one.unusedSince?.(later)).toEqual([room])
    await one.load(room)
    await other.load(room)
    expect(await other.commit([writeOf(2, 2)])).toEqual([])
    expect(await one.forget?.(room)).toBe('in-use')
    expect(await one.read(room, 1, 1e9)).toHaveLength(2)
  })

  test('nothing of it is left, who is in it elsewhere is told, and both may begin it anew', async () => {
    const [one, other] = [await open(), await open()]
    const content = new Uint8Array(SNAPSHOT_PIECE_BYTES + 1)
    for (let seq = 1; seq <= 70; seq += 1) await one.commit([writeOf(seq, seq)])
    const id = snapshotIdFromBytes(new Uint8Array(32).fill(1))
    const covers = { seq: 1, hash: hashAt(1) }
    const rest = { bytes: content.length, takenAtMs: 1, attestations: [] }
    const info = { id, stream: 7, author: device, covers, ...rest }
    const upkeep = { marks: [], snapshots: [{ info, content }], dropped: [], prunedTo: 0 }
    await one.commit([{ ...writeOf(71, 70), upkeep }])
    await other.load(room)
    const lost = new Promise((onLost) => other.follow?.(room, { onNews: () => undefined, onLost }))
    await one.load(room)
    expect(await one.forget?.(room)).toBe('forgotten')
    await lost
    expect(await messagesOf(server, room)).toEqual([])
    expect(await one.unusedSince?.(later)).toEqual([])

    expect(await one.load(room)).toBeUndefined()
    expect(await one.commit([writeOf(1, 1)])).toEqual([])
    const third = await open()
    expect(await third.load(room)).toMatchObject({ state: { head: 1 }, snapshots: [] })
    expect(await third.commit([writeOf(2, 2)])).toEqual([])
    expect(await (await open()).read(room, 1, 1e9)).toHaveLength(2)
  })

  test('one that was set aside and never begun anew is found, and one that was begun anew is as new', async () => {
    const storage = await open()
    await storage.commit([writeOf(1, 1)])
    await storage.setAside(room, new Uint8Array(16))
    expect(await storage.unusedSince?.(Date.now() - 60_000)).toEqual([])
    expect(await storage.unusedSince?.(Date.now() + 60_000)).toEqual([room])
    await storage.load(room)
    expect(await storage.commit([writeOf(1, 1)])).toEqual([])
    expect(await (await open()).load(room)).toMatchObject({ state: { head: 1 } })
  })
})

describe('a NATS that cannot be used', () => {
  test('one that is not there is refused with a sentence', async () => {
    await server.kill()
    const { host } = new URL(server.url)
    await expect(open()).rejects.toThrow(`NATS at ${host} cannot be used`)
    await server.restart()
  })
})

interface Process {
  readonly storage: Storage
  readonly following: NonNullable<ReturnType<NonNullable<Storage['follow']>>>
  /** Resolves when there was news since it was called last, or is within a moment. */
  isTold(): Promise<void>
}

async function twoProcesses(): Promise<{ ours: Process; theirs: Process }> {
  return { ours: await follow(await open()), theirs: await follow(await open()) }
}

async function follow(storage: Storage): Promise<Process> {
  let told: (() => void) | undefined
  await storage.load(room)
  const following = storage.follow?.(room, {
    onNews: () => told?.(),
    onLost: () => undefined,
  })
  if (following === undefined) throw new Error('NATS can follow.')
  return {
    storage,
    following,
    isTold: () =>
      new Promise((resolve) => {
        told = resolve
        setTimeout(resolve, 100)
      }),
  }
}

const { room } = createOwner('tavern')
const device = new Uint8Array(32).fill(7)

function writeOf(first: number, last: number): RoomWrite {
  const epoch = epochFromBytes(new Uint8Array(16).fill(3))
  const base = { seq: 0, hash: hashAt(0) }
  const state = { epoch, createdAtMs: 1, head: last, headHash: hashAt(last), bytes: last, base }
  return { room, state, records: recordsOf(first, last, 1), runs: [], chains: [] }
}

function recordsOf(first: number, last: number, bytes: number): StoredRecord[] {
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const seq = first + index
    return { seq, hash: hashAt(seq), bytes: new Uint8Array(bytes).fill(seq) }
  })
}

function hashAt(seq: number): Uint8Array {
  return new Uint8Array(32).fill(seq)
}

function runOf(first: number, count: number) {
  return { device, tab: tabOf(1), ctr: first, seq: first, count }
}

/** What another process would open. */
async function open(): Promise<Storage> {
  const { storage } = await openNatsOn(server)
  opened.push(storage)
  return storage
}
