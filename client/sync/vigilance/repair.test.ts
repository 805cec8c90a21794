import { summariseDocument } from '#crdt-rules'
import { roomIdOf, type LogEpoch } from '#relay/wire'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createCoverage } from '../documents/coverage.ts'
import { put } from '../store/device-store.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import { createRowTables } from '../store/row-tables.ts'
import { leaveDamagedCopies } from './repair.ts'

const room = roomIdOf(new Uint8Array(32))
const epoch = 'AAAAAAAAAAAAAAAAAAAAAA' as LogEpoch

/** Whether the copy is left behind when the log that was read anew said `update`. */
async function isLeft(copy: Y.Doc, update: Uint8Array): Promise<boolean> {
  const store = createMemoryStore({ tables: createRowTables() })
  const coverage = createCoverage()
  coverage.add(summariseDocument(copy))
  await store.commit([
    put('covered', [room, 'control', 'tab'], { coverage: coverage.encode() }),
    put('arrived', [room, 'control', epoch, 9], { update }),
    put('drifted', [room, 'control'], { isReread: true, isRebuilt: false }),
  ])
  let isForgotten = false
  await leaveDamagedCopies({
    room,
    device: 'device',
    store,
    openCache: () => ({
      loaded: Promise.resolve(),
      settle: () => Promise.resolve(true),
      close: () => Promise.resolve(),
      forget() {
        isForgotten = true
        return Promise.resolve()
      },
    }),
    isAlone: () => Promise.resolve(true),
  })
  return isForgotten
}

test('a copy is left behind for what the log said only when that is all of it', async () => {
  const copy = new Y.Doc()
  copy.getMap('values').set('before', 1)
  const before = Y.encodeStateVector(copy)
  copy.getMap('values').set('after', 2)
  expect(await isLeft(copy, Y.encodeStateAsUpdate(copy))).toBe(true)
  expect(await isLeft(copy, Y.encodeStateAsUpdate(copy, before))).toBe(false)
})
