import { type Browser, chromium } from 'playwright-core'
import { findChromium } from '../../.config/chromium.mjs'
import { type Player, seatAt } from '../cast/index.ts'
import { startRelay } from '../cast/relay-process.ts'

/** Two people with a profile each at a fresh relay, gone when `use` ends. */
export async function withTwoPeople(
  use: (gm: Player, alice: Player, browser: Browser) => Promise<void>,
): Promise<void> {
  const executablePath = await findChromium()
  const relay = await startRelay()
  const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath })
  const options = { viewport: { width: 1440, height: 900 } }
  const gm = await seatAt(browser, relay, 'Gail', options)
  const alice = await seatAt(browser, relay, 'Alice', options)
  try {
    for (const { player } of [gm, alice]) await player.context.addInitScript(nameHelper)
    await use(gm.player, alice.player, browser)
  } finally {
    for (const seat of [gm, alice]) await seat.close()
    await browser.close()
    await relay.dispose()
  }
}

/** Fills the map until it holds so many tokens. */
export async function fillMap(gm: Player, tokens: number): Promise<void> {
  const present = (await gm.map.namesOfTokens()).length
  await gm.openPanel('Compendium')
  await gm.page.getByRole('searchbox', { name: 'Search the compendium' }).fill('skeleton')
  await gm.page.getByRole('spinbutton', { name: 'How many' }).fill(String(tokens - present))
  await gm.page
    .getByRole('button', { name: /^Place Skeleton/ })
    .first()
    .click()
  await gm.openPanel('Log')
  await gm.expectSaved()
}

/** The tool that runs this script wraps functions in a helper that pages do not have. */
const nameHelper = 'globalThis.__name = (target) => target'
