import '../simulation/quiet-broadcast.ts'
import { subscribe, unsubscribe } from 'lib0/broadcastchannel'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { openTabChannel, type TabChannel } from './tab-channel.ts'

let rooms = 0

/** Two tabs of one device, each with its own copy of the document. */
function openTabs(): readonly [Tab, Tab] {
  rooms += 1
  return [openTab(`room ${rooms}`), openTab(`room ${rooms}`)]
}

interface Tab {
  readonly doc: Y.Doc
  readonly channel: TabChannel
}

function openTab(name: string): Tab {
  const doc = new Y.Doc()
  const apply = (update: Uint8Array) => Y.applyUpdate(doc, update, 'tab')
  const channel = openTabChannel({ name, doc, apply })
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === null) channel.tell(update)
  })
  return { doc, channel }
}

const hp = ({ doc }: Tab) => doc.getMap('values').get('hp')

test('what one tab writes is in the other in the same turn', () => {
  const [first, second] = openTabs()
  first.doc.getMap('values').set('hp', 7)
  expect(hp(second)).toBe(7)
})

test('a tab that is opened later gets what the others have', () => {
  const [first] = openTabs()
  first.doc.getMap('values').set('hp', 7)
  const later = openTab(`room ${rooms}`)
  expect(hp(later)).toBe(7)
})

test('an edit over something this tab has not seen waits whole, and comes whole with it', () => {
  const [first, second] = openTabs()
  const other = new Y.Doc()
  other.getArray('line').insert(0, ['from afar'])
  const fromTheLog = Y.encodeStateAsUpdate(other)
  Y.applyUpdate(first.doc, fromTheLog, 'log')
  first.doc.transact(() => {
    first.doc.getArray('line').delete(0, 1)
    first.doc.getMap('values').set('hp', 5)
  }, null)
  expect(hp(second)).toBeUndefined()
  expect(second.doc.store.pendingDs).toBeNull()
  Y.applyUpdate(second.doc, fromTheLog, 'log')
  second.channel.grew()
  expect(hp(second)).toBe(5)
  expect(second.doc.getArray('line').toArray()).toEqual([])
})

test('a tab without company tells nobody, and whoever comes has everything and hears what follows', () => {
  const [name, heard] = [`room ${(rooms += 1)}`, [] as number[]]
  const first = openTab(name)
  const listen = (data: ArrayBuffer) => heard.push(data.byteLength)
  subscribe(name, listen)
  first.doc.getMap('values').set('hp', 7)
  expect(heard).toEqual([])
  const second = openTab(name)
  expect(hp(second)).toBe(7)
  first.doc.getMap('values').set('hp', 6)
  expect(hp(second)).toBe(6)
  second.doc.getMap('values').set('hp', 5)
  expect(hp(first)).toBe(5)
  unsubscribe(name, listen)
})
