import { afterEach, describe, expect, test } from 'vitest'
import { epochFromBytes, tabIdFromBytes, type RoomId } from '../wire/index.ts'
import { createOwner } from '../testing/people.ts'
import type { RoomState, RoomWrite, Run, Storage, StoredRecord } from './storage.ts'

/** What every Storage promises. Each engine's test file calls this once; `reopen` gets the same data again. */
export function describeStorage(
  name: string,
  engine: {
    readonly open: () => Promise<Storage>
    readonly reopen: (storage: Storage) => Promise<Storage>
  },
): void {
  describe(`${name} as Storage`, () => {
    const opened: Storage[] = []
    async function open(): Promise<Storage> {
      const storage = await engine.open()
      opened.push(storage)
      return storage
    }
    async function reopen(storage: Storage): Promise<Storage> {
      opened.splice(opened.indexOf(storage), 1)
      const again = await engine.reopen(storage)
      opened.push(again)
      return again
    }
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((storage) => storage.close()))
    })

    test('[ST1] a room nobody wrote to is not there', async () => {
      const storage = await open()
      expect(await storage.load(tavern)).toBeUndefined()
      expect(await storage.read(tavern, 1, 1000)).toEqual([])
      expect(await storage.hashAt(tavern, 1)).toBeUndefined()
      expect(await storage.findRun(tavern, device, tab, 9)).toBeUndefined()
    })

    test('[ST2] what was committed is found again after a restart: state, records, runs, chains', async () => {
      const before = await open()
      const chain = createOwner().device('gm').chain
      await before.commit([
        { ...writeOf(tavern, 1, 3), runs: [run(1, 1, 3)], chains: [chain] },
        writeOf(crypt, 1, 1),
      ])
      const storage = await reopen(before)

      expect(await storage.load(tavern)).toEqual({ state: stateAt(3), chains: [chain] })
      expect(await storage.load(crypt)).toEqual({ state: stateAt(1), chains: [] })
      expect(plain(await storage.read(tavern, 1, 1000))).toEqual(plain(recordsOf(1, 3)))
      expect(plain(await storage.read(crypt, 1, 1000))).toEqual(plain(recordsOf(1, 1)))
      expect(await storage.findRun(tavern, device, tab, 2)).toEqual(run(1, 1, 3))
    })

    test('[ST3] reading starts anywhere, goes in order and stops when it has enough bytes', async () => {
      const storage = await open()
      await storage.commit([writeOf(tavern, 1, 150)])
      await storage.commit([writeOf(tavern, 151, 300)])

      const some = await storage.read(tavern, 140, 200)
      expect(some.map((record) => record.seq)).toEqual(
        Array.from({ length: 20 }, (_, i) => 140 + i),
      )
      expect((await storage.read(tavern, 7, 1)).map((record) => record.seq)).toEqual([7])
      expect((await storage.read(tavern, 299, 1e9)).map((record) => record.seq)).toEqual([299, 300])
      expect(await storage.read(tavern, 301, 1e9)).toEqual([])
    })

    test('[ST4] the hash after each record is kept', async () => {
      const storage = await open()
      await storage.commit([writeOf(tavern, 1, 2)])
      expect(new Uint8Array((await storage.hashAt(tavern, 2)) ?? [])).toEqual(hashAt(2))
      expect(await storage.hashAt(tavern, 3)).toBeUndefined()
    })

    test('[ST5] the run that may hold a number is the last that starts at it or before, of that tab only', async () => {
      const storage = await open()
      const other = { ...run(5, 3, 1), tab: tabIdFromBytes(new Uint8Array(8).fill(2)) }
      await storage.commit([
        { ...writeOf(tavern, 1, 8), runs: [run(1, 1, 2), other, run(3, 4, 300)] },
      ])
      expect(await storage.findRun(tavern, device, tab, 2)).toEqual(run(1, 1, 2))
      expect(await storage.findRun(tavern, device, tab, 3)).toEqual(run(3, 4, 300))
      expect(await storage.findRun(tavern, device, tab, 0xffffffff)).toEqual(run(3, 4, 300))
      expect(await storage.findRun(crypt, device, tab, 3)).toBeUndefined()
    })

    test('[ST6] a chain replaces the one of the same device by the same issuer and no other', async () => {
      const storage = await open()
      const owner = createOwner()
      const invite = owner.invite('link')
      const chains = [
        invite.device('alice', { role: 'spectator' }).chain,
        invite.device('alice').chain,
        invite.device('bob').chain,
        owner.device('alice', 'player').chain,
      ]
      for (const chain of chains) {
        await storage.commit([{ ...writeOf(tavern, 1, 1), chains: [chain] }])
      }
      const kept = (await storage.load(tavern))?.chains ?? []
      expect(kept).toHaveLength(3)
      expect(kept).toEqual(expect.arrayContaining(chains.slice(1)))
    })
  })
}

const tavern = createOwner('tavern').room
const crypt = createOwner('crypt').room
const device = new Uint8Array(32).fill(7)
const tab = tabIdFromBytes(new Uint8Array(8).fill(1))

function writeOf(room: RoomId, first: number, last: number): RoomWrite {
  return { room, state: stateAt(last), records: recordsOf(first, last), runs: [], chains: [] }
}

function stateAt(head: number): RoomState {
  const epoch = epochFromBytes(new Uint8Array(16).fill(3))
  return { epoch, createdAtMs: 1_800_000_000_000, head, headHash: hashAt(head), bytes: head * 10 }
}

function recordsOf(first: number, last: number): StoredRecord[] {
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const seq = first + index
    return { seq, hash: hashAt(seq), bytes: new Uint8Array(10).fill(seq) }
  })
}

function hashAt(seq: number): Uint8Array {
  return new Uint8Array(32).fill(seq)
}

function run(ctr: number, seq: number, count: number): Run {
  return { device, tab, ctr, seq, count }
}

/** Engines may answer any kind of Uint8Array. */
function plain(records: readonly StoredRecord[]): unknown[] {
  return records.map(({ seq, hash, bytes }) => [seq, [...hash], [...bytes]])
}
