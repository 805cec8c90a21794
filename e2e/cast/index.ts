import { type Browser, type BrowserContextOptions, expect, test as base } from '@playwright/test'
import { layCable } from './cable.ts'
import { Player } from './player.ts'
import { type RelayProcess, startRelay } from './relay-process.ts'
import { tapSockets } from './wire-tap.ts'

export { expect } from '@playwright/test'
export { Player } from './player.ts'
export type { RelayProcess } from './relay-process.ts'

/** Seats a newcomer: a browser profile of their own behind a cable of their own. */
export type Seat = (name: string, options?: SeatOptions) => Promise<Player>

/** What a newcomer's browser is like, and by which host it knows the relay. */
export interface SeatOptions extends BrowserContextOptions {
  readonly host?: string
}

/** A name that leads to this machine without being a secure context, as on a LAN without certificates. */
export const lanHost = 'dungeon.lan'

interface Cast {
  readonly relay: RelayProcess
  readonly seat: Seat
  readonly gm: Player
  readonly alice: Player
  readonly bob: Player
}

/** A story with its cast: whoever it names is there, each in an own profile; nobody else is. */
export const test = base.extend<Cast>({
  relay: async ({ browserName: _ }, use) => {
    const relay = await startRelay()
    await use(relay)
    await relay.dispose()
  },
  seat: async ({ browser, relay }, use) => {
    const leave: (() => Promise<void>)[] = []
    await use(async (name, options) => {
      const { player, close } = await seatAt(browser, relay, name, options)
      leave.push(close)
      return player
    })
    for (const close of leave) await close()
  },
  gm: ({ seat }, use) => seat('Gail').then(use),
  alice: ({ seat }, use) => seat('Alice').then(use),
  bob: ({ seat }, use) => seat('Bob').then(use),
})

/** Gathers everybody at one table: the first founds the session, the others join by its link. All of the page is there. */
export async function gather(gm: Player, ...players: readonly Player[]): Promise<string> {
  await gm.startSession()
  const link = await gm.inviteLink()
  for (const player of players) await player.join(link)
  for (const person of [gm, ...players]) {
    await person.expectSaved()
    await person.laterReady()
  }
  return link
}

/** Cuts both off, lets them act, and mends both; afterwards everything is with the relay again. */
export async function apart(one: Player, other: Player, act: () => Promise<void>): Promise<void> {
  await one.cutNetwork()
  await other.cutNetwork()
  await act()
  await one.mendNetwork()
  await other.mendNetwork()
  await one.expectSaved()
  await other.expectSaved()
}

/** Seats somebody at a relay; closing takes their profile and cable away. */
export async function seatAt(
  browser: Browser,
  relay: RelayProcess,
  name: string,
  { host = 'localhost', ...options }: SeatOptions = {},
): Promise<{ readonly player: Player; readonly close: () => Promise<void> }> {
  const cable = await layCable(relay.port)
  const context = await browser.newContext(options)
  const wire = tapSockets(context)
  const page = await context.newPage()
  const player = new Player({ name, context, page, cable, host, wire })
  return {
    player,
    async close() {
      // A part of the screen that failed says so, and the rest goes on: no story is about that part alone.
      if (!page.isClosed()) await expect(page.getByText('stumbled over an error')).toHaveCount(0)
      await context.close()
      await cable.close()
    },
  }
}
