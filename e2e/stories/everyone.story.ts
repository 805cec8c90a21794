import type { Page } from '@playwright/test'
import { expectNothingSerious, seriousProblems } from '../cast/axe.ts'
import { expect, gather, test } from '../cast/index.ts'
import { cleric, fighter, goblin, otherGoblin } from '../cast/sample-session.ts'

const phone = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
} as const

test('axe finds nothing serious at a table, dark and light', async ({ seat }) => {
  const gm = await seat('Gail')
  await gm.openLobby()
  await expectNothingSerious(gm.page)
  await gm.startSession()
  await expectNothingSerious(gm.page)
  await gm.page.getByRole('button', { name: 'Invite', exact: true }).click()
  await expect(gm.page.getByRole('dialog', { name: 'Invite' })).toBeVisible()
  await expectNothingSerious(gm.page)
  await gm.page.keyboard.press('Escape')
  for (const panel of ['Actors', 'Compendium', 'Merges', 'Log'] as const) {
    await gm.openPanel(panel)
    await expectNothingSerious(gm.page)
  }
  await gm.fight.openSheet(goblin)
  await expectNothingSerious(gm.page)
  await gm.map.openWheel(fighter)
  await expectNothingSerious(gm.page)
})

test('a whole attack is made without a mouse', async ({ gm }) => {
  await gm.openLobby()
  await gm.page.getByRole('button', { name: 'Start a session' }).focus()
  await gm.page.keyboard.press('Enter')
  await gm.map.expectToken(fighter)

  await gm.map.token(fighter).focus()
  await gm.page.keyboard.press('Enter')
  await expect(gm.map.wheel(fighter).getByRole('menuitem').first()).toBeVisible()
  await walkTo(gm.page, 'Attack')
  await gm.page.keyboard.press('Enter')
  await walkTo(gm.page, /^Longsword/)
  await gm.page.keyboard.press('Enter')
  await expect(gm.page.getByText(/pick a target/)).toBeVisible()
  // A target that is out of sight comes into sight when the keyboard comes to it.
  for (let step = 0; step < 8; step += 1) await gm.page.keyboard.press('+')
  await gm.map.token(goblin).focus()
  await expect(gm.map.token(goblin)).toBeInViewport({ ratio: 0.9 })
  await gm.page.keyboard.press('Enter')
  await expect((await gm.log()).getByText(new RegExp(`${fighter}.*${goblin}`))).toBeVisible()
})

test('a phone in one hand joins, attacks and reads the log', async ({ gm, seat }) => {
  const alice = await seat('Alice', phone)
  await gather(gm, alice)
  expect(await seriousProblems(alice.page)).toEqual([])
  await alice.map.tap(cleric)
  await alice.map.wheel(cleric).getByRole('menuitem', { name: 'Attack' }).tap()
  await alice.page
    .getByRole('dialog', { name: 'Choose: Attack' })
    .getByRole('button', { name: /^Mace/ })
    .tap()
  await alice.map.swipe({ x: 340, y: 300 }, { x: 60, y: 300 })
  await alice.map.tap(otherGoblin)
  await expect((await alice.log()).getByText(/Sister Maren.*Goblin/)).toBeVisible()
  await expect((await gm.log()).getByText(/Sister Maren.*Goblin/)).toBeVisible()
})

/** Presses Tab, and arrows inside a menu, until what has this name has the focus. */
async function walkTo(page: Page, name: string | RegExp): Promise<void> {
  const wanted = page.getByRole('button', { name }).or(page.getByRole('menuitem', { name }))
  for (let step = 0; step < 60; step += 1) {
    const isThere = await wanted.evaluateAll((found) =>
      found.includes(document.activeElement as HTMLElement),
    )
    if (isThere) return
    const inMenu = await page.evaluate(() => document.activeElement?.role === 'menuitem')
    await page.keyboard.press(inMenu ? 'ArrowRight' : 'Tab')
  }
  throw new Error(`The keyboard does not reach ${String(name)}.`)
}
