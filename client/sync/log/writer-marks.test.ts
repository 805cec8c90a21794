import type { RoomId } from '#relay/wire'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { leaseClientId } from '../documents/client-id.ts'
import { randomBytes } from '../testing/device.ts'
import type { DeviceStore } from '../store/device-store.ts'
import { createMemoryLocks } from '../store/locks.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import { createWriterMarks } from './writer-marks.ts'

const room = 'AAAAAAAAAAAAAAAAAAAAAA' as RoomId
const document = 'table'
const client = 7

function begin() {
  const store = createMemoryStore()
  const marks = createWriterMarks(room, store)
  /** What the next start would write under, with a document that holds everything. */
  async function nextClient(): Promise<number> {
    const doc = new Y.Doc()
    const locks = createMemoryLocks()
    const isAlone = () => Promise.resolve(true)
    const lease = await leaseClientId({
      ...{ store, locks, room, device: 'gm', document, doc, random: randomBytes, isAlone },
    })
    return lease.client
  }
  return { store, marks, nextClient }
}

function change(sole: number | undefined) {
  return { key: [room, 'tab', 1], document, update: new Uint8Array(), sole } as const
}

const writer = { client, clock: 0, isSole: true }

test('what a writer wrote is sent before it is stored only after its mark is stored', async () => {
  const { store, marks } = begin()
  await store.commit([marks.note(document, writer)])
  expect(marks.allow([change(client)])).toBe(false)
  const mark = marks.mark([change(client)])
  await store.commit(mark.rows)
  expect(marks.allow([change(client)])).toBe(false)
  mark.stored()
  expect(marks.allow([change(client)])).toBe(true)
})

test('what holds the words of other writers is stored first, always', async () => {
  const { store, marks } = begin()
  await store.commit([marks.note(document, writer)])
  const mark = marks.mark([change(client), change(undefined)])
  await store.commit(mark.rows)
  mark.stored()
  expect(marks.allow([change(client), change(undefined)])).toBe(false)
})

test('an id is never leased again after an unclean end: what was sent may not have been stored', async () => {
  const { store, marks, nextClient } = begin()
  await store.commit([marks.note(document, writer)])
  expect(await nextClient()).not.toBe(client)
})

test('an id that is leased again is marked before anything is written under it, and so may leave early', async () => {
  const { store, marks, nextClient } = begin()
  await store.commit([marks.close(document, writer)])
  expect(await nextClient()).toBe(client)
  // Whoever leased it died without a word, on a disk that takes nothing any more.
  expect(await nextClient()).not.toBe(client)
  marks.leased(document, writer)
  expect(marks.allow([change(client)])).toBe(true)
  await store.commit(marks.withdraw())
  expect(marks.allow([change(client)])).toBe(false)
})

test('where the mark is refused, a fresh id is written under', async () => {
  const { store, marks } = begin()
  await store.commit([marks.close(document, writer)])
  const full: DeviceStore = {
    ...store,
    commit: () => Promise.resolve(),
    saved: { state: 'memory', why: 'refused' },
  }
  const lease = await leaseClientId({
    ...{ store: full, locks: createMemoryLocks(), room, device: 'gm', document },
    doc: new Y.Doc(),
    random: randomBytes,
    isAlone: () => Promise.resolve(true),
  })
  expect(lease).toMatchObject({ isMarked: false })
  expect(lease.client).not.toBe(client)
})

test('what is written after a mark was withdrawn is marked with the same commit', async () => {
  const { store, marks, nextClient } = begin()
  await store.commit([marks.note(document, writer)])
  await store.commit(marks.withdraw())
  await store.commit([marks.note(document, writer)])
  expect(await nextClient()).not.toBe(client)
})

test('a mark that was withdrawn costs no id, and one on its way then does not count', async () => {
  const { store, marks, nextClient } = begin()
  await store.commit([marks.note(document, writer)])
  const mark = marks.mark([change(client)])
  await store.commit(mark.rows)
  await store.commit(marks.withdraw())
  mark.stored()
  expect(marks.allow([change(client)])).toBe(false)
  expect(await nextClient()).toBe(client)
})

test('an id that was given back and is leased again is marked anew before anything leaves early', async () => {
  const { store, marks, nextClient } = begin()
  await store.commit([marks.note(document, writer)])
  const mark = marks.mark([change(client)])
  await store.commit(mark.rows)
  mark.stored()
  await store.commit([marks.close(document, writer)])
  expect(await nextClient()).toBe(client)
  await store.commit([marks.note(document, writer)])
  expect(marks.allow([change(client)])).toBe(false)
})
