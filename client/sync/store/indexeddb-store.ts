import { openDB, type IDBPDatabase } from 'idb'
import type { BrokenRow, Change, DeviceStore, Key, Row, TableName } from './device-store.ts'
import { parseRows } from './parse-rows.ts'
import { TABLES } from './tables.ts'

const VERSION = 2
const NAMES = Object.keys(TABLES) as TableName[]

/**
 * Opens the store in IndexedDB. Rejects when the browser gives none or does not answer in time; a store that was
 * made by a later version of this program is refused too.
 */
export async function openIndexedDbStore(options: {
  readonly name: string
  /** Resolves when waiting any longer is pointless. */
  readonly timeOut: Promise<void>
  readonly onBroken?: (row: BrokenRow) => void
}): Promise<DeviceStore> {
  const { name, timeOut, onBroken } = options
  const opening = openDB(name, VERSION, {
    upgrade(database) {
      for (const table of NAMES) {
        if (!database.objectStoreNames.contains(table)) database.createObjectStore(table)
      }
    },
  })
  const late = timeOut.then(() => {
    // Should it open after all, nobody uses it.
    opening.then((database) => database.close()).catch(() => undefined)
    throw new Error('The browser did not open its storage in time.')
  })
  return storeOver(await Promise.race([opening, late]), onBroken)
}

function storeOver(
  database: IDBPDatabase,
  onBroken: ((row: BrokenRow) => void) | undefined,
): DeviceStore {
  return {
    async list<Name extends TableName>(table: Name, prefix: Key): Promise<readonly Row<Name>[]> {
      const transaction = database.transaction(table, 'readonly')
      const range = rangeOf(prefix)
      const [keys, values] = await Promise.all([
        transaction.store.getAllKeys(range),
        transaction.store.getAll(range) as Promise<unknown[]>,
        transaction.done,
      ])
      const rows = keys.map((key, index) => ({ key: key as unknown as Key, value: values[index] }))
      return parseRows(table, rows, onBroken)
    },
    async commit(changes, durability = 'relaxed') {
      const tables = [...new Set(changes.map(({ table }) => table))]
      const transaction = database.transaction(tables.length === 0 ? NAMES : tables, 'readwrite', {
        durability,
      })
      // A full disk aborts the transaction: `done` tells, single requests do not have to.
      try {
        for (const change of changes) {
          request(transaction.objectStore(change.table), change).catch(() => undefined)
        }
        // Said outright, so that a page which is left right now need not come back for it.
        transaction.commit()
      } catch (error) {
        transaction.abort()
        await transaction.done.catch(() => undefined)
        throw error
      }
      await transaction.done
    },
    saved: { state: 'device' },
    onSaved: () => () => undefined,
    close() {
      database.close()
      return Promise.resolve()
    },
  }
}

interface WritableTable {
  put(value: unknown, key: IDBValidKey): Promise<unknown>
  delete(key: IDBValidKey | IDBKeyRange): Promise<void>
}

function request(table: WritableTable, change: Change): Promise<unknown> {
  switch (change.type) {
    case 'put':
      return table.put(change.value, [...change.key])
    case 'drop':
      return table.delete([...change.key])
    case 'clear':
      return table.delete(rangeOf(change.prefix))
  }
}

/** Everything that begins with the prefix: an array sorts after every number and text. */
function rangeOf(prefix: Key): IDBKeyRange {
  return IDBKeyRange.bound([...prefix], [...prefix, []])
}
