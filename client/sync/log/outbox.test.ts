import { limits } from '#relay/room'
import { decodeRecord, isMalformed, NOTHING_SEEN, type RoomId } from '#relay/wire'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createVirtualTime } from '../simulation/virtual-time.ts'
import type { RecordSealer } from '../sealing/record-sealer.ts'
import type { DeviceStore } from '../store/device-store.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import { randomBytes } from '../testing/device.ts'
import { createOutbox } from './outbox.ts'

const room = 'AAAAAAAAAAAAAAAAAAAAAA' as RoomId
const writer = { client: 7, clock: 1, isSole: true }

/** Seals nothing: the ciphertext is the plaintext. */
const glassSealer: RecordSealer = {
  plaintextBytes: (recordBytes) => recordBytes - 400,
  seal: (payload, place) =>
    Promise.resolve({
      ...{ kind: 1, stream: 1, author: new Uint8Array(32), keyEpoch: 0 },
      ...{ ...place, nonce: new Uint8Array(24), ciphertext: payload.bytes },
      signature: new Uint8Array(64),
    }),
  open: () => Promise.resolve({ type: 'closed' }),
}

/** An outbox that is connected, over a disk that finishes its commits when it is told to. */
function begin() {
  const memory = createMemoryStore()
  const unfinished: (() => void)[] = []
  const store: DeviceStore = {
    ...memory,
    commit: (changes) =>
      new Promise((done) => {
        void memory.commit(changes)
        unfinished.push(done)
      }),
  }
  const sent: Uint8Array[] = []
  const time = createVirtualTime()
  const outbox = createOutbox({
    ...{ room, tabName: 'tab', store, sealer: glassSealer, random: randomBytes },
    schedule: time.schedule,
    now: time.now,
    seen: () => NOTHING_SEEN,
    canWrite: () => true,
    onAdopted: () => undefined,
    onChange: () => undefined,
  })
  outbox.connected(limits, (records) => sent.push(...records))

  async function write(update: Uint8Array): Promise<void> {
    outbox.append('table', update, writer)
    outbox.urgent()
    await settle()
  }
  async function finishCommits(): Promise<void> {
    for (const done of unfinished.splice(0)) done()
    await settle()
  }
  return { outbox, sent, time, write, finishCommits }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

test('the first record waits for its row; those after it leave at once', async () => {
  const { sent, write, finishCommits } = begin()
  await write(Uint8Array.of(1))
  expect(sent).toHaveLength(0)
  await finishCommits()
  expect(sent).toHaveLength(1)
  await write(Uint8Array.of(2))
  expect(sent).toHaveLength(2)
})

test('on a page that was hidden every record waits for its row, until one was stored again', async () => {
  const { outbox, sent, write, finishCommits } = begin()
  await write(Uint8Array.of(1))
  await finishCommits()
  outbox.hidden()
  await write(Uint8Array.of(2))
  expect(sent).toHaveLength(1)
  await finishCommits()
  expect(sent).toHaveLength(2)
})

test('what this tab sealed is known again byte for byte, and nothing else', async () => {
  const { outbox, sent, write, finishCommits } = begin()
  await write(Uint8Array.of(1, 2, 3))
  await finishCommits()
  const [bytes = new Uint8Array()] = sent
  const place = decodeRecord(bytes)
  if (isMalformed(place)) throw new Error('What was sent is no record.')
  expect(outbox.sealedAs(place, bytes)?.bytes).toEqual(Uint8Array.of(1, 2, 3))
  expect(outbox.sealedAs(place, bytes.with(-1, 9))).toBeUndefined()
  expect(outbox.sealedAs({ ...place, ctr: 2 }, bytes)).toBeUndefined()
})

test('a change that the relay refuses stays here and is counted; what follows it goes on', async () => {
  const { outbox, sent, write, finishCommits } = begin()
  await write(Uint8Array.of(1))
  await finishCommits()
  await finishCommits()
  const record = decodeRecord(sent[0] ?? new Uint8Array())
  if (isMalformed(record)) throw new Error(record.reason)
  expect([outbox.waiting, outbox.kept]).toEqual([1, 0])

  const { tab, ctr } = record
  outbox.refused({ type: 'nack', items: [{ tab, ctr, reason: 'not-allowed', expectedCtr: ctr }] })

  expect([outbox.waiting, outbox.kept, outbox.problem]).toEqual([0, 1, { code: 'writeRefused' }])
  await write(Uint8Array.of(2))
  expect([outbox.waiting, outbox.kept]).toEqual([1, 1])
})

test('what is written within 50 ms is one record; a drop or dice go out at once, with what was written before', async () => {
  const { outbox, sent, time, write, finishCommits } = begin()
  await write(update('first'))
  await finishCommits()
  expect(sent.map(textsIn)).toEqual([['first']])

  outbox.append('table', update('one'), writer)
  outbox.append('table', update('two'), writer)
  await time.pass(49)
  expect(sent).toHaveLength(1)
  await time.pass(1)
  expect(sent.slice(1).map(textsIn)).toEqual([['one', 'two']])

  outbox.append('table', update('dragged'), writer)
  await time.pass(10)
  expect(sent).toHaveLength(2)
  outbox.append('table', update('dropped'), writer)
  outbox.urgent()
  await settle()
  expect(sent.slice(2).map(textsIn)).toEqual([['dragged', 'dropped']])

  await time.pass(1_000)
  expect(sent).toHaveLength(3)
})

test('a drop made while others are being sealed goes out right after them', async () => {
  const { outbox, sent, time, write, finishCommits } = begin()
  await write(update('first'))
  await finishCommits()

  outbox.append('table', update('sealed'), writer)
  outbox.urgent()
  outbox.append('table', update('dropped'), writer)
  outbox.urgent()
  await settle()
  await time.pass(0)
  expect(sent.slice(1).map(textsIn)).toEqual([['sealed'], ['dropped']])
})

/** An update that says one word. */
function update(word: string): Uint8Array {
  const doc = new Y.Doc()
  doc.getArray('words').push([word])
  return Y.encodeStateAsUpdate(doc)
}

function textsIn(bytes: Uint8Array): unknown[] {
  const record = decodeRecord(bytes)
  if (isMalformed(record)) throw new Error(record.reason)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, record.ciphertext)
  return doc.getArray('words').toArray().sort()
}
