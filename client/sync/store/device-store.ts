import type { z } from 'zod'
import type { SavedStatus } from '../status.ts'
import type { TABLES } from './tables.ts'

export type TableName = keyof typeof TABLES

/** What a table holds under one key. */
export type RowOf<Name extends TableName> = z.infer<(typeof TABLES)[Name]>

/** Keys sort part by part: numbers before text, as in IndexedDB. */
export type Key = readonly (string | number)[]

export interface Row<Name extends TableName> {
  readonly key: Key
  readonly value: RowOf<Name>
}

/** One change of one table; built by `put`, `drop` and `clear`. */
export type Change = {
  [Name in TableName]:
    | {
        readonly type: 'put'
        readonly table: Name
        readonly key: Key
        readonly value: RowOf<Name>
      }
    | { readonly type: 'drop'; readonly table: Name; readonly key: Key }
    | { readonly type: 'clear'; readonly table: Name; readonly prefix: Key }
}[TableName]

/** What a device keeps of its sessions. Several tabs use one store at once. */
export interface DeviceStore {
  /** Every row whose key begins with the prefix, in key order. Rows that no longer parse are reported and left out. */
  list<Name extends TableName>(table: Name, prefix: Key): Promise<readonly Row<Name>[]>
  /**
   * All of the changes, in order, or none; stored when it resolves. Commits take effect in the order of the calls.
   * A tab's crash loses nothing that resolved; a power cut loses nothing up to the last `strict` commit.
   */
  commit(changes: readonly Change[], durability?: Durability): Promise<void>
  /** Where what is committed goes. */
  readonly saved: SavedStatus
  onSaved(listener: () => void): () => void
  close(): Promise<void>
}

/** `strict` reaches the disk before it resolves; browsers let others wait in the system's memory. */
export type Durability = 'relaxed' | 'strict'

/** A row that could not be read. */
export interface BrokenRow {
  readonly table: TableName
  readonly key: Key
  readonly sentence: string
}

/** A change that writes one row, over what was there. */
export function put<Name extends TableName>(table: Name, key: Key, value: RowOf<Name>): Change {
  return { type: 'put', table, key, value } as Change
}

/** A change that deletes one row, if it is there. */
export function drop(table: TableName, key: Key): Change {
  return { type: 'drop', table, key }
}

/** A change that deletes every row whose key begins with the prefix. */
export function clear(table: TableName, prefix: Key): Change {
  return { type: 'clear', table, prefix }
}
