import type { Page } from '@playwright/test'

/** How many updates of the log the device still keeps one by one, beside the documents made of them. */
export function updatesKept(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let count = 0
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue
      const database = await promised(indexedDB.open(name))
      if (database.objectStoreNames.contains('arrived')) {
        count += await promised(database.transaction('arrived').objectStore('arrived').count())
      }
      database.close()
    }
    return count

    function promised<Result>(request: IDBRequest<Result>): Promise<Result> {
      return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(new Error(String(request.error)))
      })
    }
  })
}

/** All that a page's origin keeps on the device, as one text; bytes are read as Latin-1. */
export function everythingKept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const found: string[] = [
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
    ]
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue
      const database = await promised(indexedDB.open(name))
      for (const storeName of database.objectStoreNames) {
        const store = database.transaction(storeName).objectStore(storeName)
        found.push(textOf(await promised(store.getAllKeys())))
        found.push(textOf(await promised(store.getAll())))
      }
      database.close()
    }
    return found.join('\n')

    function promised<Result>(request: IDBRequest<Result>): Promise<Result> {
      return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(new Error(String(request.error)))
      })
    }

    function textOf(value: unknown): string {
      if (value instanceof ArrayBuffer) return textOf(new Uint8Array(value))
      if (value instanceof Uint8Array) return new TextDecoder('latin1').decode(value)
      if (Array.isArray(value)) return value.map(textOf).join('\n')
      if (typeof value === 'object' && value !== null) {
        return Object.entries(value).flat().map(textOf).join('\n')
      }
      return String(value)
    }
  })
}
