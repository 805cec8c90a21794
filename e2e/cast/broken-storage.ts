import type { BrowserContext, Page } from '@playwright/test'

/** A browser that keeps nothing, as in some private windows. */
export async function withoutStorage(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', { value: undefined })
  })
}

/** A browser whose disk can be full: `fillDisk` makes every write fail, `freeDisk` lets them through. */
export async function withFullStorage(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const { prototype } = IDBObjectStore
    for (const name of ['put', 'add']) {
      const write = Reflect.get(prototype, name) as (...values: unknown[]) => IDBRequest
      Reflect.set(prototype, name, function (this: IDBObjectStore, ...values: unknown[]) {
        if (sessionStorage.getItem('disk') === 'full') throw full()
        return Reflect.apply(write, this, values)
      })
    }
    function full(): DOMException {
      return new DOMException('The quota has been exceeded.', 'QuotaExceededError')
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
