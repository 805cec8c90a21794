import type { BrowserContext, Page } from '@playwright/test'

/** A browser that keeps nothing, as in some private windows. */
export async function withoutStorage(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', { value: undefined })
  })
}

/** A browser whose disk can be full: `fillDisk` aborts every write, as browsers do, `freeDisk` lets them through. */
export async function withFullStorage(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const { prototype } = IDBObjectStore
    for (const name of ['put', 'add']) {
      const write = Reflect.get(prototype, name) as (...values: unknown[]) => IDBRequest
      Reflect.set(prototype, name, function (this: IDBObjectStore, ...values: unknown[]) {
        const request = Reflect.apply(write, this, values)
        if (sessionStorage.getItem('disk') === 'full') this.transaction.abort()
        return request
      })
    }
  })
}

/** From now on every write of this tab fails. */
export async function fillDisk(page: Page): Promise<void> {
  await page.evaluate(() => sessionStorage.setItem('disk', 'full'))
}

/** Writes go through again. */
export async function freeDisk(page: Page): Promise<void> {
  await page.evaluate(() => sessionStorage.removeItem('disk'))
}
