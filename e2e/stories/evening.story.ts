import type { Page } from '@playwright/test'
import { apart, expect, gather, type Player, test } from '../cast/index.ts'
import { cleric, goblin } from '../cast/sample-session.ts'
import { waveFile } from '../cast/wave-file.ts'

test('a whisper is for one, dice fall as the log says, and what two say apart both read in one order', async ({
  gm,
  alice,
  bob,
}) => {
  await gather(gm, alice, bob)
  await gm.say('/w Alice The floor is hollow')
  await gm.say('The torch gutters')
  await expect((await alice.log()).getByText('The floor is hollow')).toBeVisible()
  await expect((await bob.log()).getByText('The torch gutters')).toBeVisible()
  await expect((await bob.log()).getByText('The floor is hollow')).toHaveCount(0)

  const told = await noteWordsOverDice(bob.page)
  await alice.say('/roll 4d6')
  const rolled = (await alice.log()).getByRole('article').filter({ hasText: '4d6' })
  const total = await rolled.locator('strong').last().textContent()
  await expect((await bob.log()).getByRole('article').filter({ hasText: '4d6' })).toContainText(
    String(total),
  )
  await expect.poll(told).toContain(`Alice: ${String(total)}`)

  await alice.say('/me swings for [[2d6+3]] or so')
  const swing = (person: Player) =>
    person.page.getByRole('log').getByRole('article').filter({ hasText: 'or so' }).locator('p')
  await expect(swing(alice)).toHaveText(/swings for\s+2d6\+3\s+\d+\s+or so/)
  await expect(swing(bob)).toHaveText((await swing(alice).textContent()) ?? '')

  await apart(gm, alice, async () => {
    await gm.say('The bridge falls')
    await alice.say('I cut the rope')
  })
  for (const words of ['The bridge falls', 'I cut the rope']) {
    await expect((await bob.log()).getByText(words)).toBeVisible()
  }
  const lastTwo = async (person: Player) =>
    (await (await person.log()).getByRole('article').locator('p').allTextContents()).slice(-2)
  for (const person of [gm, alice]) {
    await expect.poll(() => lastTwo(person)).toEqual(await lastTwo(bob))
  }
})

test('a ruler is seen while it is held; of what two draw apart each takes back their own', async ({
  gm,
  alice,
}) => {
  await gather(gm, alice)
  // On the way of the ruler, where no pointer comes to rest.
  const [start, onTheWay, end] = [
    { columns: -3, rows: -3 },
    { columns: -1, rows: -3 },
    { columns: 1, rows: -3 },
  ] as const
  const seen = await gm.map.nearToken(goblin, onTheWay)
  const bare = await gm.map.pictureOf(seen)
  await alice.page.keyboard.press('m')
  await drawLine(alice, start, end, 'held')
  await expect(async () => expect(await gm.map.pictureOf(seen)).not.toEqual(bare)).toPass()
  await alice.page.mouse.up()
  await alice.page.keyboard.press('Escape')
  await alice.page.keyboard.press('Escape')
  await expect(async () => expect(await gm.map.pictureOf(seen)).toEqual(bare)).toPass()

  const hers = await gm.map.nearToken(goblin, { columns: -1, rows: -3 })
  const his = await gm.map.nearToken(goblin, { columns: -1, rows: -5 })
  const [bareHers, bareHis] = [await gm.map.pictureOf(hers), await gm.map.pictureOf(his)]
  await apart(gm, alice, async () => {
    await draw(alice, 'Line', start, end)
    await draw(gm, 'Rectangle', { columns: -3, rows: -5 }, { columns: 1, rows: -4 })
  })
  const isDrawn = async (at: typeof hers, before: Buffer) =>
    !(await gm.map.pictureOf(at)).equals(before)
  await expect.poll(() => isDrawn(hers, bareHers)).toBe(true)
  await expect.poll(() => isDrawn(his, bareHis)).toBe(true)
  await alice.undo()
  await expect.poll(() => isDrawn(hers, bareHers)).toBe(false)
  expect(await isDrawn(his, bareHis)).toBe(true)
})

test('two game masters apart lay hexes and let it snow by night, tag and file one picture: all of it stands', async ({
  gm,
  alice,
}) => {
  await gm.startSession()
  await alice.join(await gm.inviteLink('Game master'))
  await openLibrary(gm)
  await gm.page.locator('input[data-library-files]').setInputFiles([bell])
  await openLibrary(alice)
  await alice.page.getByRole('dialog').getByRole('button', { name: 'Old bell' }).click()
  for (const { page } of [gm, alice]) {
    await expect(page.getByRole('article', { name: 'Old bell' })).toBeVisible()
  }
  for (const person of [gm, alice]) await person.expectSaved()
  await apart(gm, alice, async () => {
    await tag(gm, 'church')
    await tag(alice, 'eerie')
    await alice.page.getByRole('combobox', { name: 'Folder' }).fill('Village')
    await alice.page.keyboard.press('Tab')
    for (const person of [gm, alice]) await openMapSettings(person)
    await gm.page.getByRole('combobox', { name: 'Grid' }).selectOption('Hexes, point up')
    await alice.page.getByRole('combobox', { name: 'Light' }).selectOption('Night')
    await alice.page.getByRole('combobox', { name: 'Weather' }).selectOption('Snow')
  })
  for (const { page } of [gm, alice]) {
    await expect(page.getByRole('combobox', { name: 'Grid' })).toHaveValue('hex-pointy')
    await expect(page.getByRole('combobox', { name: 'Light' })).toHaveValue('night')
    await expect(page.getByRole('combobox', { name: 'Weather' })).toHaveValue('snow')
  }
  await gm.page.keyboard.press('Escape')
  await gm.map.walk(goblin, 'Right', 'Down')
  await alice.page.keyboard.press('Escape')
  const stands = await gm.map.placeOf(goblin)
  await alice.map.expectPlace(goblin, stands)

  await openLibrary(gm)
  const dialog = gm.page.getByRole('dialog', { name: 'Library' })
  await dialog.getByRole('button', { name: 'Village' }).click()
  for (const name of ['church', 'eerie']) {
    await dialog.getByRole('button', { name, exact: true }).click()
    await expect(dialog.getByRole('button', { name: 'Old bell' })).toBeVisible()
    await dialog.getByRole('button', { name, exact: true }).click()
  }
})

test('a finger drags a token for everyone, measures and places an area; how loud it is stays on the device', async ({
  gm,
  seat,
}) => {
  const alice = await seat('Alice', {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  })
  await gather(gm, alice)
  const before = await gm.map.placeOf(cleric)
  const cell = await gm.map.cellPixels(cleric)
  const from = await alice.map.placeOf(cleric)
  const to = await alice.map.nearToken(cleric, { columns: 2, rows: 1 })
  await alice.map.swipe(from, to)
  await gm.map.expectPlace(cleric, { x: before.x + 2 * cell, y: before.y + cell })

  await takeTool(alice, 'Area of effect')
  const at = await alice.map.placeOf(cleric)
  await alice.page.touchscreen.tap(at.x, at.y)
  const area = alice.page.getByRole('region', { name: 'Circle' })
  await expect(area.getByRole('status')).toContainText(cleric)

  await openSound(alice)
  const mute = (person: Player) => person.page.getByRole('button', { name: 'Mute' })
  await mute(alice).tap()
  await expect(mute(alice)).toHaveAttribute('aria-pressed', 'true')
  await openSound(gm)
  await expect(mute(gm)).toHaveAttribute('aria-pressed', 'false')
})

type Cells = { readonly columns: number; readonly rows: number }

/** Notes what stands over dice that lie still from now on; the answer reads it. */
async function noteWordsOverDice(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const words: string[] = []
    Object.assign(window, { wordsOverDice: words })
    new MutationObserver(() => {
      for (const line of document.querySelectorAll('.tray p')) words.push(line.textContent ?? '')
    }).observe(document.body, { childList: true, subtree: true })
  })
  return () => page.evaluate(() => (window as unknown as { wordsOverDice: string[] }).wordsOverDice)
}

/** Moves the pressed mouse from one place beside the goblin to another; lets go, unless it is to be held. */
async function drawLine(
  { page, map }: Player,
  start: Cells,
  end: Cells,
  until: 'held' | 'done',
): Promise<void> {
  const [from, to] = [await map.nearToken(goblin, start), await map.nearToken(goblin, end)]
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps: 6 })
  if (until === 'done') await page.mouse.up()
}

async function draw(person: Player, pen: string, start: Cells, end: Cells): Promise<void> {
  await person.page.keyboard.press('d')
  await person.page.getByRole('button', { name: pen, exact: true }).click()
  await drawLine(person, start, end, 'done')
  await person.page.keyboard.press('v')
}

async function tag({ page }: Player, name: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Add a tag' }).fill(name)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: `Remove the tag ${name}` })).toBeVisible()
}

async function openLibrary({ page }: Player): Promise<void> {
  await page.getByRole('button', { name: 'Menu', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Library' }).click()
  await expect(page.getByRole('dialog', { name: 'Library' })).toBeVisible()
}

async function openSound({ page }: Player): Promise<void> {
  await page.getByRole('button', { name: 'Menu', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Sound' }).click()
  await expect(page.getByRole('dialog', { name: 'Sound' })).toBeVisible()
}

async function openMapSettings({ page }: Player): Promise<void> {
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('button', { name: 'Map and light' }).click()
}

/** Takes a tool in hand where they stand behind one button. */
async function takeTool({ page }: Player, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Map tools' }).tap()
  await page.getByRole('button', { name }).tap()
}

/** Two quiet seconds. */
const bell = waveFile('Old bell', Buffer.alloc(16_000, 128))
