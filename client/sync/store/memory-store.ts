import type { BrokenRow, DeviceStore, Key, Row, TableName } from './device-store.ts'
import { parseRows } from './parse-rows.ts'
import { createRowTables, type RowTables } from './row-tables.ts'

/** A store that lasts as long as the page. `tables` lets several stores share their rows, as tabs do. */
export function createMemoryStore(
  options: {
    readonly tables?: RowTables
    readonly onBroken?: (row: BrokenRow) => void
  } = {},
): DeviceStore {
  const { tables = createRowTables(), onBroken } = options
  return {
    list: <Name extends TableName>(table: Name, prefix: Key): Promise<readonly Row<Name>[]> =>
      Promise.resolve(parseRows(table, tables.list(table, prefix), onBroken)),
    commit(changes) {
      tables.apply(changes)
      return Promise.resolve()
    },
    saved: { state: 'memory', why: 'none' },
    onSaved: () => () => undefined,
    close: () => Promise.resolve(),
  }
}
