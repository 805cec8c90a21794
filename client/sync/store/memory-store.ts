import type { SavedStatus } from '../status.ts'
import type { BrokenRow, DeviceStore, Key, Row, TableName } from './device-store.ts'
import { parseRows } from './parse-rows.ts'
import { createRowTables, type RowTables } from './row-tables.ts'

export const MEMORY_SENTENCE =
  'This browser keeps nothing on the device, so the game lives only in this tab and on the relay.'

/** A store that lasts as long as the page. `tables` lets several stores share their rows, as tabs do. */
export function createMemoryStore(
  options: {
    readonly tables?: RowTables
    readonly sentence?: string
    readonly onBroken?: (row: BrokenRow) => void
  } = {},
): DeviceStore {
  const { tables = createRowTables(), sentence = MEMORY_SENTENCE, onBroken } = options
  const saved: SavedStatus = { state: 'memory', sentence }
  return {
    list: <Name extends TableName>(table: Name, prefix: Key): Promise<readonly Row<Name>[]> =>
      Promise.resolve(parseRows(table, tables.list(table, prefix), onBroken)),
    commit(changes) {
      tables.apply(changes)
      return Promise.resolve()
    },
    saved,
    onSaved: () => () => undefined,
    close: () => Promise.resolve(),
  }
}
