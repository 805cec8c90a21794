import { describe, expect, test } from 'vitest'
import type { BrokenRow, Change } from './device-store.ts'
import { createMemoryStore } from './memory-store.ts'
import { createRowTables } from './row-tables.ts'
import { describeDeviceStore } from './store-contract.ts'

describe('a store in memory', () => {
  describeDeviceStore(() => {
    const tables = createRowTables()
    const broken: BrokenRow[] = []
    const store = createMemoryStore({ tables, onBroken: (row) => broken.push(row) })
    return Promise.resolve({
      store,
      broken,
      corrupt(key) {
        const nonsense: unknown = { type: 'put', table: 'tabs', key, value: 'nonsense' }
        tables.apply([nonsense as Change])
        return Promise.resolve()
      },
    })
  })

  test('says that it lasts as long as the tab', () => {
    expect(createMemoryStore().saved).toEqual({ state: 'memory', why: 'none' })
  })
})
