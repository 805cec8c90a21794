import { expect, test } from 'vitest'
import { foundSession } from '../../sync/index.ts'
import { randomBytes } from '../../sync/testing/device.ts'
import { assetIdOf } from '../asset-id.ts'
import { hashOfText, markOfNumber } from '../testing/names.ts'
import type { AssetCache } from './asset-cache.ts'

const { room } = foundSession(randomBytes)
const other = foundSession(randomBytes).room

/** An entry that differs by its number. */
export function entryOf(number: number, changes: { isSafe?: boolean; usedAtMs?: number } = {}) {
  const id = assetIdOf(markOfNumber(number), hashOfText(`content ${number}`))
  return { id, mime: 'image/png', bytes: 100, usedAtMs: number, isSafe: false, ...changes }
}

/** The promises of every asset cache. `open` opens the same device again each time. */
export function describeAssetCache(makeDevice: () => { open: () => Promise<AssetCache> }): void {
  const content = randomBytes(100)

  test('keeps a content with what is known of it, for other tabs and later', async () => {
    const { open } = makeDevice()
    const tab = await open()
    await tab.put(room, entryOf(1), content)
    const later = await open()
    expect(await later.find(room, entryOf(1).id)).toEqual(entryOf(1))
    expect(await later.read(room, entryOf(1).id)).toEqual(content)
    expect(await later.list()).toEqual([{ room, entry: entryOf(1) }])
    expect(await later.read(other, entryOf(1).id)).toBeUndefined()
    expect(await later.find(room, entryOf(2).id)).toBeUndefined()
  })

  test('keeps of a longer buffer only what it was given', async () => {
    const cache = await makeDevice().open()
    await cache.put(room, entryOf(1), content.subarray(10, 20))
    const kept = await cache.read(room, entryOf(1).id)
    expect(kept).toEqual(content.slice(10, 20))
    expect(kept?.buffer.byteLength).toBe(10)
  })

  test('changes what is there and nothing else', async () => {
    const cache = await makeDevice().open()
    await cache.put(room, entryOf(1), content)
    await cache.change(room, entryOf(1).id, { isSafe: true })
    await cache.change(room, entryOf(1).id, { usedAtMs: 77 })
    await cache.change(room, entryOf(2).id, { isSafe: true })
    expect(await cache.list()).toEqual([
      { room, entry: entryOf(1, { isSafe: true, usedAtMs: 77 }) },
    ])
  })

  test('never evicts what the relay does not have', async () => {
    const cache = await makeDevice().open()
    await cache.put(room, entryOf(1), content)
    expect(await cache.evict(room, entryOf(1).id)).toBe(false)
    expect(await cache.read(room, entryOf(1).id)).toEqual(content)
    await cache.change(room, entryOf(1).id, { isSafe: true })
    expect(await cache.evict(room, entryOf(1).id)).toBe(true)
    expect(await cache.read(room, entryOf(1).id)).toBeUndefined()
    expect(await cache.list()).toEqual([])
    expect(await cache.evict(room, entryOf(1).id)).toBe(false)
  })

  test('forgets one session and keeps the others', async () => {
    const cache = await makeDevice().open()
    await cache.put(room, entryOf(1), content)
    await cache.put(room, entryOf(2), content)
    await cache.put(other, entryOf(1), content)
    await cache.clear(room)
    expect(await cache.list()).toEqual([{ room: other, entry: entryOf(1) }])
    expect(await cache.read(room, entryOf(2).id)).toBeUndefined()
  })
}
