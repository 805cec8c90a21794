import type { TabId } from '#relay/wire'
import { expect, test } from 'vitest'
import { clear, drop, put, type BrokenRow, type DeviceStore } from './device-store.ts'

const tab = '0123456789abcdef' as TabId
const update = Uint8Array.of(1, 2, 3)

/** The promises of every device store. `corrupt` writes a row as no program of ours would. */
export function describeDeviceStore(open: () => Promise<StoreUnderTest>): void {
  test('lists the rows below a prefix, in key order, numbers as numbers', async () => {
    const { store } = await open()
    await store.commit(
      [10, 9, 100, 1].map((number) =>
        put('waiting', ['room', 'tab', number], { document: 'table', update }),
      ),
    )
    await store.commit([
      put('waiting', ['room', 'other tab', 1], { document: 'table', update }),
      put('waiting', ['other room', 'tab', 1], { document: 'table', update }),
    ])
    const rows = await store.list('waiting', ['room', 'tab'])
    expect(rows.map(({ key }) => key[2])).toEqual([1, 9, 10, 100])
    expect(rows[0]?.value).toEqual({ document: 'table', update })
    expect(await store.list('waiting', ['room'])).toHaveLength(5)
    expect(await store.list('waiting', ['ro'])).toHaveLength(0)
    await store.close()
  })

  test('makes the changes of a commit in their order, over several tables', async () => {
    const { store } = await open()
    const row = { document: 'table', tab, ctr: 1, update, record: update, changes: 1 } as const
    await store.commit([put('waiting', ['room', 'tab', 1], { document: 'table', update })])
    await store.commit([
      drop('waiting', ['room', 'tab', 1]),
      put('outgoing', ['room', 'tab', tab, 1], row),
      put('outgoing', ['room', 'tab', tab, 1], { ...row, changes: 2 }),
    ])
    expect(await store.list('waiting', [])).toEqual([])
    const [outgoing] = await store.list('outgoing', ['room'])
    expect(outgoing?.value.changes).toBe(2)
    await store.close()
  })

  test('a later commit sees and outlasts an earlier one that was not waited for', async () => {
    const { store } = await open()
    const first = store.commit([put('settings', ['theme'], { value: 'dark' })])
    const second = store.commit([put('settings', ['theme'], { value: 'light' })], 'strict')
    const [row] = await store.list('settings', ['theme'])
    await Promise.all([first, second])
    expect(row?.value.value).toBe('light')
    await store.close()
  })

  test('clears everything below a prefix and nothing beside it', async () => {
    const { store } = await open()
    await store.commit([
      put('tabs', ['room', 'one'], { startedMs: 1 }),
      put('tabs', ['room', 'two'], { startedMs: 2 }),
      put('tabs', ['room2', 'three'], { startedMs: 3 }),
    ])
    await store.commit([clear('tabs', ['room'])])
    expect((await store.list('tabs', [])).map(({ key }) => key)).toEqual([['room2', 'three']])
    await store.close()
  })

  test('rows that cannot be read are left out and reported, the others are there', async () => {
    const { store, corrupt, broken } = await open()
    await store.commit([put('tabs', ['room', 'good'], { startedMs: 1 })])
    await corrupt(['room', 'bad'])
    const rows = await store.list('tabs', ['room'])
    expect(rows.map(({ key }) => key[1])).toEqual(['good'])
    expect(broken).toEqual([
      {
        table: 'tabs',
        key: ['room', 'bad'],
        sentence: 'A saved row of tabs could not be read and was left out.',
      },
    ])
    await store.close()
  })
}

/** A fresh store, and the means to harm it. */
export interface StoreUnderTest {
  readonly store: DeviceStore
  /** Writes nonsense into `tabs` under this key. */
  readonly corrupt: (key: readonly string[]) => Promise<void>
  /** What the store reported. */
  readonly broken: readonly BrokenRow[]
}
