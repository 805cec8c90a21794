import type { Page } from '@playwright/test'
import { expectNothingSerious } from '../cast/axe.ts'
import { anew, expect, gather, type Player, test } from '../cast/index.ts'
import { fighter } from '../cast/sample-session.ts'
import { type Upload, waveFile } from '../cast/wave-file.ts'

test('map, face, picture and music are there for who comes while the GM is away', async ({
  gm,
  seat,
}) => {
  await gm.startSession()
  const link = await gm.inviteLink()
  await openLibrary(gm)
  await addFiles(gm, await magentaMap(gm.page), song)
  await file(gm, 'Magenta').click()
  await gm.page.getByRole('button', { name: 'Put under this scene' }).click()
  await expect(gm.notices.getByText('Magenta is on the table.')).toBeVisible()

  await gm.openPanel('Actors')
  await gm.page.getByRole('tabpanel').getByRole('button', { name: fighter }).click()
  await gm.page.getByRole('button', { name: `Picture of ${fighter}` }).click()
  await gm.page.getByRole('tab', { name: 'To start with' }).click()
  await gm.page.getByRole('button', { name: 'Take Knight into the library' }).click()
  await expect(gm.notices.getByText(`${fighter} has a new picture.`)).toBeVisible()
  await putOn(gm, 'Song of embers')
  await openLibrary(gm)
  for (const name of ['Magenta', 'Song of embers', 'Knight']) {
    await expect(file(gm, name)).toHaveAttribute('title', 'On the relay')
  }
  await gm.page.keyboard.press('Escape')
  await gm.expectSaved()
  await gm.page.close()

  const alice = await seat('Alice')
  await alice.join(link)
  await expect.poll(() => middleOfMap(alice.page)).toEqual([255, 0, 255])
  await alice.openPanel('Actors')
  await expect(alice.page.getByRole('tabpanel').locator('image[href^="blob:"]')).toHaveCount(1)
  await openSound(alice)
  await expect(alice.page.getByRole('region', { name: 'Playing' })).toContainText('Song of embers')
  // What only the GM's library lists, she hears and sees, but does not find in hers.
  await alice.page.keyboard.press('Escape')
  await openLibrary(alice)
  await expect(alice.page.getByText('Nothing is here yet')).toBeVisible()
})

test('a picture in the journal is shown to who was given the entry, also without a network', async ({
  gm,
  alice,
}) => {
  await gather(gm, alice)
  await gm.openPanel('Journal')
  await gm.page.getByRole('button', { name: 'New entry for the GM' }).click()
  const title = gm.page.getByRole('textbox', { name: 'Title' })
  await title.fill('Wanted')
  await title.press('Enter')
  await gm.page.getByRole('button', { name: 'Insert a picture' }).click()
  await gm.page.getByRole('tab', { name: 'To start with' }).click()
  await gm.page.getByRole('button', { name: 'Take Bandit into the library' }).click()
  await expect(gm.page.getByRole('textbox', { name: 'Text' })).toHaveValue(/!\[Bandit\]\(file:/)
  await gm.page.getByRole('button', { name: 'More', exact: true }).click()
  await gm.page.getByRole('menuitem', { name: 'Show to…' }).click()
  const dialog = gm.page.getByRole('dialog', { name: 'Show “Wanted”' })
  await dialog.getByRole('checkbox', { name: 'Alice' }).check()
  await dialog.getByRole('button', { name: 'Show', exact: true }).click()
  await alice.notices.getByRole('button', { name: 'Read' }).click()
  const picture = alice.page.getByRole('article', { name: 'Wanted' }).getByAltText('Bandit')
  await expect(picture).toBeVisible()

  await alice.offlineReady()
  await alice.cutNetwork()
  await alice.reload()
  await alice.openPanel('Journal')
  await alice.page.getByRole('button', { name: /^Wanted/ }).click()
  await expect(picture).toBeVisible()
})

anew('axe finds nothing serious in library and sound, dark and light', async ({ gm }) => {
  await gm.startSession()
  await openLibrary(gm)
  await addFiles(gm, song)
  await expect(gm.page.getByRole('article', { name: 'Song of embers' })).toBeVisible()
  await expectNothingSerious(gm.page)
  await gm.page.keyboard.press('Escape')
  await putOn(gm, 'Song of embers')
  await openSound(gm)
  await expectNothingSerious(gm.page)
})

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

async function addFiles({ page }: Player, ...files: readonly Upload[]): Promise<void> {
  await page.locator('input[data-library-files]').setInputFiles([...files])
}

function file({ page }: Player, name: string) {
  return page.getByRole('dialog').getByRole('button', { name, exact: true })
}

/** Makes a playlist of one sound of the library and plays it for the whole session. */
async function putOn(gm: Player, name: string): Promise<void> {
  await openSound(gm)
  await gm.page.getByRole('button', { name: 'New playlist', exact: true }).click()
  await gm.page.getByRole('button', { name: 'Add a sound' }).click()
  await gm.page
    .getByRole('dialog', { name: 'Choose a sound' })
    .getByRole('button', { name, exact: true })
    .click()
  await gm.page.getByRole('button', { name: 'Play New playlist' }).click()
  await expect(gm.page.getByRole('region', { name: 'Playing' })).toContainText(name)
  await gm.page.getByRole('button', { name: 'Rain' }).click()
  await expect(gm.page.getByRole('button', { name: 'Rain' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await gm.page.keyboard.press('Escape')
}

/** A map of thirty by twenty cells, of one colour that nothing else on the table has. */
async function magentaMap(page: Page): Promise<Upload> {
  const address = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 2100
    canvas.height = 1400
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('This browser cannot draw on a canvas.')
    context.fillStyle = '#ff00ff'
    context.fillRect(0, 0, 2100, 1400)
    return canvas.toDataURL('image/png')
  })
  const buffer = Buffer.from(address.slice(address.indexOf(',') + 1), 'base64')
  return { name: 'Magenta.png', mimeType: 'image/png', buffer }
}

/** What the canvas of the ground shows a little off its middle, where no line of the grid runs. */
function middleOfMap(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => {
    const ground = document.querySelector('canvas')
    const context = ground?.getContext('2d')
    if (!ground || !context) return []
    const { data } = context.getImageData(ground.width * 0.37, ground.height * 0.53, 1, 1)
    return [...data.subarray(0, 3)]
  })
}

/** Half a minute of a quiet tone. */
const song = waveFile(
  'Song of embers',
  Buffer.from(
    Array.from({ length: 240_000 }, (_none, at) => 128 + Math.round(40 * Math.sin(at / 4))),
  ),
)
