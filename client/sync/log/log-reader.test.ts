import { summarise } from '#crdt-rules'
import { firstHash, type LogEpoch } from '#relay/wire'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { nativeSha256 } from '../../../relay/native-cryptography.ts'
import { createOwner, recordBytesOf } from '../../../relay/testing/people.ts'
import type { DocumentName } from '../names.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import { createLogReader, type RefusedRecord } from './log-reader.ts'

const epoch = 'AAAAAAAAAAAAAAAAAAAAAA' as LogEpoch

function updateWith(text: string): Uint8Array {
  const doc = new Y.Doc()
  doc.getMap('values').set('text', text)
  return Y.encodeStateAsUpdate(doc)
}

test('a document that breaks on a batch refuses its share of it, and everything else goes on', async () => {
  const device = createOwner('owner').device('player')
  const store = createMemoryStore()
  const refused: RefusedRecord[] = []
  const taken: [DocumentName, string][] = []
  const written = [
    { document: 'table', text: 'broken' },
    { document: 'gm', text: 'beside it' },
    { document: 'table', text: 'after it' },
  ] as const
  const reader = createLogReader({
    room: device.room,
    device: new Uint8Array(32),
    store,
    sha256: nativeSha256,
    sealer: {
      open(record) {
        const { document, text } = written[record.ctr - 1] ?? written[0]
        const payload = { document, part: 0, parts: 1, bytes: updateWith(text) }
        return Promise.resolve({ type: 'opened', payload })
      },
    },
    arrived(document, updates) {
      for (const { update } of updates) {
        const doc = new Y.Doc()
        Y.applyUpdate(doc, update)
        const text = String(doc.getMap('values').get('text'))
        if (text === 'broken') throw new Error('This update is broken.')
        taken.push([document, text])
      }
    },
    outbox: { shown: () => [], sealedAs: () => undefined },
    onProgress: () => undefined,
    history: {
      grew: () => undefined,
      restarted: () => undefined,
      doubt: () => undefined,
      confirmed: () => undefined,
    },
    onRefused: (record) => refused.push(record),
  })
  reader.restart({ epoch, seq: 0, hash: firstHash(device.room, epoch) })
  reader.adopt()
  const [first, second, third] = written.map((_, index) => recordBytesOf(device, index + 1))
  if (!first || !second || !third) throw new Error('There should be three records.')

  reader.receive(1, [first, second])
  reader.receive(3, [third])
  await reader.settled()

  expect(taken).toEqual([
    ['gm', 'beside it'],
    ['table', 'after it'],
  ])
  expect(refused).toEqual([{ seq: 1, fault: 'unreadable' }])
  const stored = await store.list('arrived', [device.room])
  expect(stored.map(({ key }) => key[3]).sort()).toEqual([2, 3])
  expect(stored.every(({ value }) => summarise(value.update) !== undefined)).toBe(true)
  const [cursor] = await store.list('cursors', [device.room])
  expect(cursor?.value.seq).toBe(3)
})
