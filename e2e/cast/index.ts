import { test as base } from '@playwright/test'
import type { Player } from './player.ts'
import { Regulars } from './regulars.ts'
import { type RelayProcess, startRelay } from './relay-process.ts'
import { expectNothingFailed, seatAt, type Seated, type SeatOptions } from './seat.ts'

export { expect } from '@playwright/test'
export { Player } from './player.ts'
export type { RelayProcess } from './relay-process.ts'
export { seatAt, type SeatOptions } from './seat.ts'

/** Seats a newcomer: a browser profile of their own behind a cable of their own. */
export type Seat = (name: string, options?: SeatOptions) => Promise<Player>

/** A name that leads to this machine without being a secure context, as on a LAN without certificates. */
export const lanHost = 'dungeon.lan'

interface Cast {
  /** The relay that everybody of this story is at. */
  readonly table: RelayProcess
  readonly seat: Seat
  readonly gm: Player
  readonly alice: Player
  readonly bob: Player
}

/**
 * A story with its cast: whoever it names is there, each in a profile of their own; nobody else is. Those it names come
 * back from story to story with empty devices (`Regulars`); who is seated is new.
 */
export const test = base.extend<Cast, { readonly regulars: Regulars }>({
  regulars: [
    async ({ browser }, use) => {
      const regulars = new Regulars(browser)
      await use(regulars)
      await regulars.close()
    },
    { scope: 'worker' },
  ],
  table: async ({ regulars }, use) => {
    await use(await regulars.relay())
    await regulars.tidy()
  },
  seat: async ({ browser, table }, use) => {
    const newcomers: Seated[] = []
    await use(async (name, options) => {
      const newcomer = await seatAt(browser, table, name, options)
      newcomers.push(newcomer)
      return newcomer.player
    })
    for (const { player, close } of newcomers) {
      await expectNothingFailed(player)
      await close()
    }
  },
  gm: async ({ regulars, table }, use) => use(await regulars.seat(table, 'Gail')),
  alice: async ({ regulars, table }, use) => use(await regulars.seat(table, 'Alice')),
  bob: async ({ regulars, table }, use) => use(await regulars.seat(table, 'Bob')),
})

/** A story with a relay of its own, which it may break, and people who see the page for the first time. */
export const anew = test.extend<{ readonly relay: RelayProcess }>({
  relay: async ({ browserName: _ }, use) => {
    const relay = await startRelay()
    await use(relay)
    await relay.dispose()
  },
  table: ({ relay }, use) => use(relay),
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
