import { snapshotIdFromBytes, type Frame, type SnapshotInfo } from '#relay/wire'
import { expect, test } from 'vitest'
import { createShelf } from './shelf.ts'

function begin() {
  const sent: Frame[] = []
  const waiting = new Set<() => void>()
  let silences = 0
  const shelf = createShelf({
    send: (...frames) => sent.push(...frames),
    random: (length) => new Uint8Array(length).fill(9),
    changed: () => undefined,
    schedule(_delayMs, run) {
      waiting.add(run)
      return () => waiting.delete(run)
    },
    onSilence: () => (silences += 1),
  })
  function passLongTime(): void {
    for (const run of [...waiting]) run()
  }
  return { shelf, sent, passLongTime, silences: () => silences }
}

function infoOf(bytes: number): SnapshotInfo {
  return {
    id: snapshotIdFromBytes(new Uint8Array(32)),
    author: new Uint8Array(32),
    covers: { seq: 1, hash: new Uint8Array(32) },
    bytes,
    takenAtMs: 0,
    attestations: [],
  }
}

test('a snapshot that two ask for at once is asked of the relay once, and both get it', async () => {
  const { shelf, sent } = begin()
  const info = infoOf(4)
  const part = (offset: number) =>
    ({ type: 'part', id: info.id, offset, bytes: Uint8Array.of(offset, offset + 1) }) as const
  const first = shelf.fetch(info)
  shelf.take(part(0))
  const second = shelf.fetch(info)
  shelf.take(part(2))
  expect(await Promise.all([first, second])).toEqual([
    Uint8Array.of(0, 1, 2, 3),
    Uint8Array.of(0, 1, 2, 3),
  ])
  expect(sent.map(({ type }) => type)).toEqual(['fetch'])
})

test('a relay that announces more bytes than any memory has costs only what it sends', async () => {
  const { shelf } = begin()
  const info = infoOf(2 ** 52)
  const fetched = shelf.fetch(info)
  shelf.take({ type: 'part', id: info.id, offset: 0, bytes: Uint8Array.of(1) })
  shelf.take({ type: 'part', id: info.id, offset: 5, bytes: Uint8Array.of(1) })
  expect(await fetched).toBeUndefined()
})

test('what was asked when the connection is lost comes to nothing', async () => {
  const { shelf } = begin()
  const [list, fetched] = [shelf.list(), shelf.fetch(infoOf(4))]
  shelf.disconnected()
  await list
  expect(await fetched).toBeUndefined()
})

test('a snapshot of which the relay sends nothing comes to nothing, late parts included', async () => {
  const { shelf, passLongTime, silences } = begin()
  const info = infoOf(2)
  const fetched = shelf.fetch(info)
  shelf.take({ type: 'part', id: info.id, offset: 0, bytes: Uint8Array.of(1) })
  passLongTime()
  expect(await fetched).toBeUndefined()
  shelf.take({ type: 'part', id: info.id, offset: 1, bytes: Uint8Array.of(1) })
  expect(silences()).toBe(0)
})

test('a relay that does not say what it keeps is told on, once', async () => {
  const { shelf, passLongTime, silences } = begin()
  const listed = shelf.list()
  passLongTime()
  expect(silences()).toBe(1)
  shelf.disconnected()
  await listed
  passLongTime()
  expect(silences()).toBe(1)
})
