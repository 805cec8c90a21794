import { afterEach, describe, expect, test } from 'vitest'
import { epochFromBytes, placesIn, snapshotIdFromBytes, tabIdFromBytes } from '../wire/index.ts'
import type { RoomId } from '../wire/index.ts'
import { createOwner } from '../testing/people.ts'
import { SNAPSHOT_PIECE_BYTES } from './storage.ts'
import type { RoomState, RoomWrite, Run, Storage } from './storage.ts'
import type { StoredRecord, StoredSnapshot, Upkeep } from './storage.ts'

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

      expect(await storage.load(tavern)).toEqual({ ...empty, state: stateAt(3), chains: [chain] })
      expect(await storage.load(crypt)).toEqual({ ...empty, state: stateAt(1) })
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

    test('[ST3] read as they are sent, records come from anywhere to anywhere, each once', async () => {
      const storage = await open()
      for (let seq = 1; seq <= 60; seq += 1) await storage.commit([writeOf(tavern, seq, seq)])
      await storage.commit([writeOf(tavern, 61, 90)])
      for (const [from, to] of [
        [1, 90],
        [7, 33],
        [60, 61],
        [70, 71],
        [90, 90],
      ] as const) {
        for (const maxBytes of [1, 100, 1e9]) {
          const read: number[] = []
          while (read.length < to - from + 1) {
            const next = from + read.length
            const { count, lists } = await storage.readStretch(tavern, next, to, maxBytes)
            const values = lists.flatMap((list) => placesIn(list).map(({ start }) => list[start]))
            expect(values).toHaveLength(count)
            read.push(...values.map(Number))
          }
          expect(read).toEqual(Array.from({ length: to - from + 1 }, (_, i) => from + i))
        }
      }
      expect(await storage.readStretch(tavern, 91, 99, 1e9)).toMatchObject({ count: 0, lists: [] })
      expect(plain(await storage.read(tavern, 1, 1e9))).toEqual(plain(recordsOf(1, 90)))
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

    test('[ST7] marks and snapshots are found again; a changed snapshot keeps its bytes', async () => {
      const before = await open()
      const content = new Uint8Array(SNAPSHOT_PIECE_BYTES + 100).map((_, index) => index)
      const info = infoOf(1, content.length)
      await before.commit([
        { ...writeOf(tavern, 1, 3), upkeep: upkeepOf({ snapshots: [{ info, content }] }) },
      ])
      const mark = { seq: 3, atMs: 1_800_000_000_000 }
      const attested = { ...info, attestations: [{ device, signature: new Uint8Array(64) }] }
      const change = upkeepOf({ marks: [mark], snapshots: [{ info: attested }] })
      await before.commit([{ ...writeOf(tavern, 4, 4), upkeep: change }])
      const storage = await reopen(before)

      const found = await storage.load(tavern)
      expect(found).toMatchObject({ marks: [mark], snapshots: [attested] })
      const pieces = await Promise.all(
        [0, 1, 2].map((piece) => storage.readPiece(tavern, info.id, piece)),
      )
      expect(pieces.map((piece) => piece?.length)).toEqual([SNAPSHOT_PIECE_BYTES, 100, undefined])
      const whole = Buffer.concat(pieces.slice(0, 2).map((piece) => piece ?? new Uint8Array()))
      expect(whole.equals(content)).toBe(true)
    })

    test('[ST8] a dropped snapshot is gone, even one that came in the same commit', async () => {
      const storage = await open()
      const [old, brief, kept] = [infoOf(1, 10), infoOf(2, 10), infoOf(3, 10)]
      const content = new Uint8Array(10)
      await storage.commit([
        { ...writeOf(tavern, 1, 3), upkeep: upkeepOf({ snapshots: [{ info: old, content }] }) },
      ])
      const snapshots = [brief, kept].map((info) => ({ info, content }))
      await storage.commit([
        { ...writeOf(tavern, 4, 4), upkeep: upkeepOf({ snapshots, dropped: [old, brief] }) },
      ])
      expect((await storage.load(tavern))?.snapshots).toEqual([kept])
      for (const { id } of [old, brief]) {
        expect(await storage.readPiece(tavern, id, 0)).toBeUndefined()
      }
    })

    test('[ST9] after pruning, what lies behind the base is read as before, in this room and others', async () => {
      const before = await open()
      for (let first = 1; first < 300; first += 30) {
        await before.commit([writeOf(tavern, first, first + 29), writeOf(crypt, first, first + 29)])
      }
      const base = { seq: 155, hash: hashAt(155) }
      const state = { ...stateAt(300), base, bytes: 1450 }
      const marks = [10, 155, 160].map((seq) => ({ seq, atMs: seq }))
      await before.commit([
        { ...writeOf(tavern, 1, 0), state, runs: [run(1, 1, 3)], upkeep: upkeepOf({ marks }) },
      ])
      await before.commit([
        { ...writeOf(tavern, 1, 0), state, upkeep: upkeepOf({ prunedTo: 155 }) },
      ])
      const storage = await reopen(before)
      expect(await storage.load(tavern)).toMatchObject({ state, marks: [{ seq: 160, atMs: 160 }] })
      expect((await storage.read(tavern, 156, 30)).map(({ seq }) => seq)).toEqual([156, 157, 158])
      expect(new Uint8Array((await storage.hashAt(tavern, 156)) ?? [])).toEqual(hashAt(156))
      expect(await storage.findRun(tavern, device, tab, 2)).toEqual(run(1, 1, 3))
      expect(await storage.read(crypt, 1, 1e9)).toHaveLength(300)
    })

    test('[ST11] it finds rooms to forget by their last mark, and deletes all of one and nothing of others', async () => {
      const before = await open()
      const content = new Uint8Array(10)
      const chain = createOwner().device('gm').chain
      const used = { ...writeOf(tavern, 1, 3), runs: [run(1, 1, 3)], chains: [chain] }
      const upkeep = upkeepOf({ snapshots: [{ info: infoOf(1, 10), content }] })
      await before.commit([{ ...used, upkeep }, writeOf(crypt, 1, 3)])
      const beginning = stateAt(3).createdAtMs
      const since = async (timeMs: number) => new Set(await before.unusedSince?.(timeMs))
      expect(await since(beginning)).toEqual(new Set())
      expect(await since(beginning + 1)).toEqual(new Set([tavern, crypt]))
      const mark = { seq: 3, atMs: beginning + 1000 }
      await before.commit([
        { ...writeOf(crypt, 1, 0), state: stateAt(3), upkeep: upkeepOf({ marks: [mark] }) },
      ])
      expect(await since(beginning + 1000)).toEqual(new Set([tavern]))

      for (const room of [tavern, tavern]) {
        await before.load(room)
        expect(await before.forget?.(room)).toBe('forgotten')
      }
      const storage = await reopen(before)
      expect(await storage.load(tavern)).toBeUndefined()
      await storage.commit([writeOf(tavern, 1, 1)])
      expect(await storage.load(tavern)).toEqual({ ...empty, state: stateAt(1) })
      expect(await storage.read(tavern, 1, 1e9)).toHaveLength(1)
      expect(await storage.findRun(tavern, device, tab, 2)).toBeUndefined()
      expect(await storage.readPiece(tavern, infoOf(1, 10).id, 0)).toBeUndefined()
      expect(await storage.load(crypt)).toMatchObject({ marks: [mark], state: { head: 3 } })
    })

    test('[ST10] a room that was set aside is as new, and can be written again; others stay', async () => {
      const before = await open()
      const write = { ...writeOf(tavern, 1, 3), runs: [run(1, 1, 3)] }
      await before.commit([write, writeOf(crypt, 1, 3)])
      await before.setAside(tavern, new Uint8Array(16).fill(9))
      expect(await before.load(tavern)).toBeUndefined()
      await before.commit([writeOf(tavern, 1, 1)])
      const storage = await reopen(before)
      expect(await storage.load(tavern)).toEqual({ ...empty, state: stateAt(1) })
      expect(await storage.read(tavern, 1, 1e9)).toHaveLength(1)
      expect(await storage.findRun(tavern, device, tab, 2)).toBeUndefined()
      expect(await storage.read(crypt, 1, 1e9)).toHaveLength(3)
    })
  })
}

const empty = { chains: [], marks: [], snapshots: [] }
const tavern = createOwner('tavern').room
const crypt = createOwner('crypt').room
const device = new Uint8Array(32).fill(7)
const tab = tabIdFromBytes(new Uint8Array(8).fill(1))

function writeOf(room: RoomId, first: number, last: number): RoomWrite {
  return { room, state: stateAt(last), records: recordsOf(first, last), runs: [], chains: [] }
}

function stateAt(head: number): RoomState {
  const epoch = epochFromBytes(new Uint8Array(16).fill(3))
  const base = { seq: 0, hash: hashAt(0) }
  return {
    epoch,
    createdAtMs: 1_800_000_000_000,
    head,
    headHash: hashAt(head),
    bytes: head * 10,
    base,
  }
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

function upkeepOf(changes: Partial<Upkeep>): Upkeep {
  return { marks: [], snapshots: [], dropped: [], prunedTo: 0, ...changes }
}

function infoOf(number: number, bytes: number): StoredSnapshot {
  const id = snapshotIdFromBytes(new Uint8Array(32).fill(number))
  const covers = { seq: number, hash: hashAt(number) }
  return { id, stream: 7, author: device, covers, bytes, takenAtMs: 1, attestations: [] }
}

/** Engines may answer any kind of Uint8Array. */
function plain(records: readonly StoredRecord[]): unknown[] {
  return records.map(({ seq, hash, bytes }) => [seq, [...hash], [...bytes]])
}
