import { summarise } from '#crdt-rules'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { roomIdOf } from '#relay/wire'
import { put } from '../store/device-store.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import { noCache } from './document-cache.ts'
import { loadDocument } from './load-document.ts'
import { mirrorsLog } from './mirrors-log.ts'

const room = roomIdOf(new Uint8Array(32))

test('what another tab had still to send is shown, and is not what the log says before this tab has read of it', async () => {
  const doc = new Y.Doc()
  doc.getMap('game').set('round', 7)
  const update = Y.encodeStateAsUpdate(doc)
  const summary = summarise(update)
  if (summary === undefined) throw new Error('Yjs wrote what it cannot read.')
  const store = createMemoryStore()
  await store.commit([put('waiting', [room, 'other tab', 1], { document: 'table', update })])

  const where = { store, openCache: noCache, room, device: 'device', document: 'table' } as const
  const loaded = await loadDocument(where)
  expect(loaded.doc.getMap('game').get('round')).toBe(7)
  expect(loaded.coverage.covers(summary)).toBe(true)
  expect(mirrorsLog(loaded)).toBe(false)
  loaded.logged.add(summary)
  expect(mirrorsLog(loaded)).toBe(true)
})
