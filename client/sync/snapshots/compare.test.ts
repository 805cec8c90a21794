import { roomIdOf, snapshotIdFromBytes, type LogEpoch, type SnapshotInfo } from '#relay/wire'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { noCache } from '../documents/document-cache.ts'
import { streamOfDocument } from '../names.ts'
import { put } from '../store/device-store.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import { createRowTables } from '../store/row-tables.ts'
import { compareWithLog } from './compare.ts'
import { documentOfState } from './state-document.ts'

const room = roomIdOf(new Uint8Array(32))
const epoch = 'AAAAAAAAAAAAAAAAAAAAAA' as LogEpoch
const stream = streamOfDocument('table')
const info: SnapshotInfo = {
  id: snapshotIdFromBytes(new Uint8Array(32)),
  author: new Uint8Array(32),
  covers: { seq: 2, hash: new Uint8Array(32) },
  bytes: 1,
  takenAtMs: 0,
  attestations: [],
}

/** A table with one client's writes: two maps, a list, and words of which some are gone. */
function table(change: (doc: Y.Doc) => void = () => undefined): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = 7
  const goblin = doc.getMap('actors').set('goblin', new Y.Map<number>())
  doc.getMap('actors').set('dragon', new Y.Map<number>())
  goblin.set('wounds', 5)
  doc.getText('words').insert(0, 'hello')
  doc.getText('words').delete(1, 2)
  change(doc)
  return doc
}

/** What a device that has `doc` from two records of the log, and `later` from a third, says of a state. */
async function judge(state: Uint8Array, doc: Y.Doc, later?: Uint8Array) {
  const store = createMemoryStore({ tables: createRowTables() })
  const update = Y.encodeStateAsUpdate(doc)
  await store.commit([put('arrived', [room, 'table', epoch, 2], { update })])
  if (later !== undefined)
    await store.commit([put('arrived', [room, 'table', epoch, 3], { update: later })])
  const options = { room, device: 'd', store, openCache: noCache, open: new Map(), epoch }
  return compareWithLog(info, [{ document: 'table', state }], stream, options)
}

const stateOf = Y.encodeStateAsUpdateV2

test('a snapshot that says what the log says is true, whatever came later', async () => {
  const doc = table()
  const state = stateOf(doc)
  expect(await judge(state, doc)).toBe('true')
  const before = Y.encodeStateVector(doc)
  const same = table()
  same.getText('words').delete(0, 1)
  same.getMap('actors').delete('goblin')
  expect(await judge(state, doc, Y.encodeStateAsUpdate(same, before))).toBe('true')
})

test('one that leaves something out is not vouched for', async () => {
  const doc = table()
  const state = stateOf(doc)
  doc.getMap('actors').set('orc', 1)
  expect(await judge(state, doc)).toBe('unknown')
})

test('one that adds something, or takes something away, is false', async () => {
  expect(await judge(stateOf(table((doc) => doc.getText('words').insert(0, 'x'))), table())).toBe(
    'false',
  )
  expect(await judge(stateOf(table((doc) => doc.getText('words').delete(0, 1))), table())).toBe(
    'false',
  )
})

test('one that says something else under the same name and number is false', async () => {
  const write = (wounds: number) => (doc: Y.Doc) => doc.getMap('actors').set('orc', wounds)
  expect(await judge(stateOf(table(write(1))), table(write(2)))).toBe('false')
})

test('one that puts something elsewhere is false', async () => {
  const wound = (actor: string) => (doc: Y.Doc) => {
    const found = doc.getMap('actors').get(actor)
    if (found instanceof Y.Map) found.set('curse', 1)
  }
  expect(await judge(stateOf(table(wound('dragon'))), table(wound('goblin')))).toBe('false')
  const insert = (at: number) => (doc: Y.Doc) => doc.getText('words').insert(at, 'ab')
  expect(await judge(stateOf(table(insert(1))), table(insert(2)))).toBe('false')
})

test('one that is no Yjs update, or not a whole document, is false', async () => {
  expect(await judge(new Uint8Array([1, 2, 3]), table())).toBe('false')
  const doc = table()
  const before = Y.encodeStateVector(doc)
  doc.getMap('actors').set('orc', 1)
  expect(await judge(Y.encodeStateAsUpdateV2(doc, before), doc)).toBe('false')
})

test('a state of few bytes with more structs than any session has is refused before it fills the memory', () => {
  const encoder = new Y.UpdateEncoderV2()
  const many = 1_500_000
  const write = (value: number) => {
    const bytes: number[] = []
    for (let rest = value; ; rest = Math.floor(rest / 128)) {
      bytes.push(rest >= 128 ? (rest % 128) + 128 : rest)
      if (rest < 128) break
    }
    encoder.restEncoder.cbuf.set(bytes, encoder.restEncoder.cpos)
    encoder.restEncoder.cpos += bytes.length
  }
  write(1)
  write(many)
  encoder.writeClient(7)
  write(0)
  for (let count = 0; count < many; count += 1) {
    encoder.writeInfo(0)
    encoder.writeLen(1)
  }
  write(0)
  const bomb = encoder.toUint8Array()
  expect(bomb.length).toBeLessThan(100)
  expect(documentOfState(bomb)).toBeUndefined()
})
