import { describe, expect, test } from 'vitest'
import { createOwner } from '../testing/people.ts'
import { epochFromBytes } from '../wire/index.ts'
import { describeStorage } from './contract.ts'
import { createMemoryStorage } from './memory.ts'
import type { RoomWrite } from './storage.ts'

describeStorage('memory', {
  open: () => Promise.resolve(createMemoryStorage()),
  reopen: (storage) => Promise.resolve(storage),
})

describe('memory with accidents', () => {
  test('a crash loses what was not synced, and only that', async () => {
    const syncs: (() => void)[] = []
    const storage = createMemoryStorage({ sync: (done) => syncs.push(done) })
    const kept = storage.commit([emptyWrite('kept')])
    syncs.forEach((done) => done())
    await kept
    let isDone = false
    void storage.commit([emptyWrite('lost')]).then(() => (isDone = true))
    storage.crash()
    syncs.forEach((done) => done())
    await Promise.resolve()

    expect(isDone).toBe(false)
    expect(await storage.load(createOwner('kept').room)).toBeDefined()
    expect(await storage.load(createOwner('lost').room)).toBeUndefined()
  })

  test('a backup that comes back is as it was taken', async () => {
    const storage = createMemoryStorage()
    await storage.commit([emptyWrite('old')])
    const image = storage.image()
    await storage.commit([emptyWrite('new')])
    storage.restore(image)

    expect(await storage.load(createOwner('old').room)).toBeDefined()
    expect(await storage.load(createOwner('new').room)).toBeUndefined()
    storage.wipe()
    expect(await storage.load(createOwner('old').room)).toBeUndefined()
  })
})

function emptyWrite(owner: string): RoomWrite {
  const epoch = epochFromBytes(new Uint8Array(16))
  const base = { seq: 0, hash: new Uint8Array(32) }
  const state = { epoch, createdAtMs: 0, head: 0, headHash: new Uint8Array(32), bytes: 0, base }
  return { room: createOwner(owner).room, state, records: [], runs: [], chains: [] }
}
