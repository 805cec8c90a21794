import type { Browser } from '@playwright/test'
import type { Player } from './player.ts'
import { type RelayProcess, startRelay } from './relay-process.ts'
import { expectNothingFailed, seatAt, type Seated } from './seat.ts'

/** A relay lets one address begin 64 rooms in a day. */
const storiesOfOneRelay = 30

/**
 * The relay and the people of one worker, kept from story to story: a browser that has shown the page before gathers
 * in a third of the processor time. Each story begins with empty devices and a session of its own.
 */
export class Regulars {
  readonly #browser: Browser
  readonly #seats = new Map<string, Seated>()
  #relay: RelayProcess | undefined
  #stories = 0

  constructor(browser: Browser) {
    this.#browser = browser
  }

  /** The relay of the next story. */
  async relay(): Promise<RelayProcess> {
    if (this.#stories === storiesOfOneRelay) await this.close()
    this.#stories += 1
    this.#relay ??= await startRelay()
    return this.#relay
  }

  async seat(relay: RelayProcess, name: string): Promise<Player> {
    const known = this.#seats.get(name)
    if (known !== undefined) return known.player
    const seated = await seatAt(this.#browser, relay, name)
    refuseTraces(seated.player)
    this.#seats.set(name, seated)
    return seated.player
  }

  /** Ends a story: whoever closed their page is seated anew by the next one. */
  async tidy(): Promise<void> {
    for (const [name, seated] of this.#seats) {
      if (seated.player.page.isClosed()) {
        this.#seats.delete(name)
        await seated.close()
      } else {
        await expectNothingFailed(seated.player)
        await seated.tidy()
      }
    }
  }

  async close(): Promise<void> {
    for (const seated of this.#seats.values()) await seated.close()
    this.#seats.clear()
    await this.#relay?.dispose()
    this.#relay = undefined
    this.#stories = 0
  }
}

/** What cannot be taken out of a browser again is not for people who come back. */
function refuseTraces({ context, page }: Player): void {
  function refuse(): never {
    throw new Error('The next story would find this in the browser. Tell this one by anew.')
  }
  Object.assign(context, { addInitScript: refuse, grantPermissions: refuse, route: refuse })
  Object.assign(page, { addInitScript: refuse, emulateMedia: refuse, route: refuse, on: refuse })
  Object.assign(page.clock, { setSystemTime: refuse })
}
