import type { Change, Key, TableName } from './device-store.ts'
import { compareKeys, hasPrefix, keyText } from './key-order.ts'

/** Rows of all tables in memory. */
export interface RowTables {
  apply(changes: readonly Change[]): void
  list(table: TableName, prefix: Key): readonly { readonly key: Key; readonly value: unknown }[]
  /** What is there for a key; undefined when nothing is. */
  get(table: TableName, key: Key): unknown
  copy(): RowTables
}

type Rows = Map<string, { readonly key: Key; readonly value: unknown }>

/** Empty tables, or a copy of others' rows. */
export function createRowTables(from?: ReadonlyMap<TableName, Rows>): RowTables {
  const tables = new Map<TableName, Rows>()
  for (const [name, rows] of from ?? []) tables.set(name, new Map(rows))

  function rowsOf(table: TableName): Rows {
    const known = tables.get(table)
    if (known !== undefined) return known
    const made: Rows = new Map()
    tables.set(table, made)
    return made
  }

  return {
    apply(changes) {
      for (const change of changes) {
        const rows = rowsOf(change.table)
        switch (change.type) {
          case 'put':
            rows.set(keyText(change.key), { key: change.key, value: change.value })
            break
          case 'drop':
            rows.delete(keyText(change.key))
            break
          case 'clear':
            for (const [text, row] of rows) {
              if (hasPrefix(row.key, change.prefix)) rows.delete(text)
            }
            break
          default:
            change satisfies never
        }
      }
    },
    list: (table, prefix) =>
      [...rowsOf(table).values()]
        .filter((row) => hasPrefix(row.key, prefix))
        .sort((left, right) => compareKeys(left.key, right.key)),
    get: (table, key) => rowsOf(table).get(keyText(key))?.value,
    copy: () => createRowTables(tables),
  }
}
