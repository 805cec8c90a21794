import type { BrowserContext, Page } from '@playwright/test'

/** Keeps hold of the sockets that pages open, so that nonsense can be put on them; before a page opens. */
export async function holdSockets(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const sockets: WebSocket[] = []
    Object.assign(window, { heldSockets: sockets })
    window.WebSocket = class extends WebSocket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols)
        sockets.push(this)
      }
    }
  })
}

/** Sends bytes that mean nothing from the page's own seat. */
export async function garble(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { heldSockets } = window as unknown as Holding
    heldSockets.at(-1)?.send(new Uint8Array(2000).fill(0xa5))
  })
}

/** Lets the page receive bytes that mean nothing, as from a broken relay. */
export async function hearGarbage(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { heldSockets } = window as unknown as Holding
    const data = new Uint8Array(2000).fill(0x5a).buffer
    heldSockets.at(-1)?.dispatchEvent(new MessageEvent('message', { data }))
  })
}

interface Holding {
  readonly heldSockets: readonly WebSocket[]
}
