import type { BrokenRow, Key, Row, RowOf, TableName } from './device-store.ts'
import { TABLES } from './tables.ts'

/** Reads rows as their table wants them; those that no longer fit are reported and left out. */
export function parseRows<Name extends TableName>(
  table: Name,
  rows: readonly { readonly key: Key; readonly value: unknown }[],
  onBroken: (row: BrokenRow) => void = () => undefined,
): readonly Row<Name>[] {
  return rows.flatMap((row) => {
    const parsed = TABLES[table].safeParse(row.value)
    if (parsed.success) return [{ key: row.key, value: parsed.data as RowOf<Name> }]
    const sentence = `A saved row of ${table} could not be read and was left out.`
    onBroken({ table, key: row.key, sentence })
    return []
  })
}
