import { type Browser, type BrowserContextOptions, expect } from '@playwright/test'
import { layCable } from './cable.ts'
import { Player } from './player.ts'
import type { RelayProcess } from './relay-process.ts'
import { tapSockets } from './wire-tap.ts'

/** What a newcomer's browser is like, and by which host it knows the relay. */
export interface SeatOptions extends BrowserContextOptions {
  readonly host?: string
}

/** Somebody with a browser profile of their own behind a cable of their own. */
export interface Seated {
  readonly player: Player
  /** Mends their network and empties their device: what stays is the browser, which has shown the page before. */
  tidy(): Promise<void>
  /** Takes their profile and cable away. */
  close(): Promise<void>
}

/** Seats somebody at a relay. */
export async function seatAt(
  browser: Browser,
  relay: RelayProcess,
  name: string,
  { host = 'localhost', ...options }: SeatOptions = {},
): Promise<Seated> {
  const cable = await layCable(relay.port)
  const context = await browser.newContext(options)
  const wire = tapSockets(context)
  const page = await context.newPage()
  const player = new Player({ name, context, page, cable, host, wire: wire.bytes })

  return {
    player,
    async tidy() {
      for (const tab of context.pages()) if (tab !== page) await tab.close()
      cable.mend()
      await context.setOffline(false)
      await page.goto('about:blank')
      await page.mouse.move(0, 0)
      const devtools = await context.newCDPSession(page)
      await devtools.send('Storage.clearDataForOrigin', {
        origin: new URL(player.home).origin,
        storageTypes: 'cookies,file_systems,indexeddb,local_storage',
      })
      await devtools.detach()
      cable.forget()
      wire.forget()
    },
    async close() {
      await context.close()
      await cable.close()
    },
  }
}

/** A part of the screen that failed says so, and the rest goes on: no story is about that part alone. */
export async function expectNothingFailed({ page }: Player): Promise<void> {
  if (!page.isClosed()) await expect(page.getByText('stumbled over an error')).toHaveCount(0)
}
