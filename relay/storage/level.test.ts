import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { createOwner } from '../testing/people.ts'
import { epochFromBytes, firstHash, roomIdToBytes, type RoomId } from '../wire/index.ts'
import { describeStorage } from './contract.ts'
import { decodeBlock, encodeBlock, recordsIn } from './level-blocks.ts'
import { decodeState, encodeState } from './level-codec.ts'
import { openLevelStorage } from './level.ts'
import { DamagedRoom, type Storage } from './storage.ts'

const directories = new Map<Storage, string>()

describeStorage('classic-level', {
  open: async () => openIn(await newDirectory()),
  async reopen(storage) {
    await storage.close()
    return openIn(directories.get(storage) ?? '')
  },
})

test('a state that was written before logs were pruned is read as a log from its start', () => {
  const { room } = createOwner()
  const epoch = epochFromBytes(new Uint8Array(16).fill(3))
  const base = { seq: 0, hash: firstHash(room, epoch) }
  const headHash = new Uint8Array(32).fill(4)
  const state = { epoch, createdAtMs: 5, head: 6, headHash, bytes: 7, base }
  const place = roomIdToBytes(room)
  const old = encodeState({ place, state }).subarray(0, 72)
  expect(decodeState(room, old)).toEqual({ place, state })
  expect(() => decodeState(room, old.subarray(1))).toThrow(DamagedRoom)
})

test('stored bytes that were altered are read as something else or refused as damaged, never otherwise', () => {
  const records = [1, 2, 3].map((seq) => ({
    seq,
    hash: new Uint8Array(32).fill(seq),
    bytes: new Uint8Array(200).fill(seq),
  }))
  const block = encodeBlock(records)
  const property = fc.property(fc.nat(block.length - 1), fc.nat(255), (at, byte) => {
    const altered = new Uint8Array(block)
    altered[at] = byte
    try {
      recordsIn(decodeBlock(3, altered))
    } catch (error) {
      expect(error).toBeInstanceOf(DamagedRoom)
    }
  })
  fc.assert(property)
})

test('blocks of the format before this one are read as the same records', () => {
  const records = [4, 5].map((seq) => ({
    seq,
    hash: new Uint8Array(32).fill(seq),
    bytes: new Uint8Array(190 + seq).fill(seq),
  }))
  const parts = records.map(({ hash, bytes }) => [
    Buffer.from([0, 0, 0, bytes.length]),
    hash,
    bytes,
  ])
  expect(recordsIn(decodeBlock(5, Buffer.concat(parts.flat())))).toEqual(records)
})

test('many small blocks that were read become few large ones with the same records in them', async () => {
  const directory = await newDirectory()
  const storage = await openIn(directory)
  const write = (room: RoomId, seq: number) => {
    const bytes = new Uint8Array(1000).fill(seq)
    const epoch = epochFromBytes(new Uint8Array(16))
    const hash = new Uint8Array(32).fill(seq)
    const base = { seq: 0, hash: new Uint8Array(32) }
    const state = { epoch, createdAtMs: 1, head: seq, headHash: hash, bytes: seq * 1000, base }
    return { room, state, records: [{ seq, hash, bytes }], runs: [], chains: [] }
  }
  const rooms = ['tavern', 'crypt'].map((name) => createOwner(name).room)
  const [tavern, crypt] = rooms as [RoomId, RoomId]
  for (let seq = 1; seq <= 80; seq += 1) {
    await storage.commit(rooms.map((room) => write(room, seq)))
  }
  const before = await storage.read(tavern, 1, 1e9)
  await storage.readStretch(tavern, 1, 70, 1e9)
  // Read again while it is merged, and written to.
  const reads = [20, 1, 50].map((from) => storage.readStretch(tavern, from, 80, 1e9))
  await storage.commit([write(tavern, 81)])
  expect((await Promise.all(reads)).map(({ count }) => count)).toEqual([61, 80, 31])
  await expect
    .poll(async () => (await storage.readStretch(tavern, 1, 80, 1e9)).lists.length)
    .toBeLessThan(20)
  expect(await storage.read(tavern, 1, 80_000)).toEqual(before)
  expect(await storage.read(tavern, 81, 1e9)).toHaveLength(1)
  for (const seq of [1, 63, 70, 80, 81]) {
    expect((await storage.hashAt(tavern, seq))?.[0]).toBe(seq)
  }
  expect((await storage.readStretch(crypt, 1, 80, 1e9)).lists).toHaveLength(80)
  await storage.close()
})

describe('a data directory that cannot be used', () => {
  test('one that another relay holds is refused with a sentence', async () => {
    const directory = await newDirectory()
    const storage = await openIn(directory)
    expect(await openLevelStorage(directory)).toEqual({
      type: 'unusable',
      isInUse: true,
      sentence: `Another relay is already using ${directory}.`,
    })
    await storage.close()
  })

  test('one whose files are damaged is refused with a sentence', async () => {
    const directory = await newDirectory()
    for (let life = 0; life < 2; life += 1) await (await openIn(directory)).close()
    const tables = (await readdir(directory)).filter((name) => name.endsWith('.ldb'))
    expect(tables).not.toEqual([])
    await Promise.all(tables.map((name) => writeFile(join(directory, name), randomBytes(500))))
    expect(await openLevelStorage(directory)).toMatchObject({
      type: 'unusable',
      sentence: expect.stringContaining(directory) as unknown,
    })
  })

  test('one below a file is refused with a sentence', async () => {
    const file = join(await newDirectory(), 'file')
    await writeFile(file, 'not a directory')
    const answer = await openLevelStorage(join(file, 'data'))
    expect(answer).toMatchObject({ type: 'unusable' })
    expect(await readFile(file, 'utf8')).toBe('not a directory')
  })
})

async function openIn(directory: string): Promise<Storage> {
  const storage = await openLevelStorage(directory)
  if ('type' in storage) throw new Error(storage.sentence)
  directories.set(storage, directory)
  return storage
}

const made: string[] = []

async function newDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'dungeon-lab-storage-'))
  made.push(directory)
  return directory
}

afterAll(async () => {
  await Promise.all(made.map((directory) => rm(directory, { recursive: true, force: true })))
})
