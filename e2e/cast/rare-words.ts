import { expect } from '@playwright/test'
import { monster } from './monster.ts'
import type { Player } from './player.ts'
import { waveFile } from './wave-file.ts'

/** Words that stand nowhere but where a person put them, by the field or file they were put into. */
export const rareWords = {
  session: 'Zwielichtburg',
  member: 'Gundhilda',
  chat: 'Alrauneria',
  whisper: 'Flusterwort',
  token: 'Kobaldrin',
  notes: 'Notizkritzel',
  roll: 'Wuerfelgrund',
  words: 'Mauerinschrift',
  scene: 'Nebelkammer',
  entry: 'Chronikblatt',
  text: 'Pergamentzeile',
  monster: 'Sumpfschleicher',
  file: 'Glutgesang',
  fileContent: 'Klangwellenherz',
  tag: 'Etikettierung',
  playlist: 'Liederreigen',
} as const

const everyByteAWord = Buffer.alloc(80_000, rareWords.fileContent, 'latin1')

/** What a GM writes in passing: a roll with a reason, words on the map, another name for the scene. */
export async function writeAtTheMap({ page }: Player): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(`/roll 1d6 ${rareWords.roll}`)
  await page.keyboard.press('Enter')
  await expect(page.getByText(rareWords.roll).first()).toBeVisible()

  await page.getByRole('textbox', { name: 'Message' }).blur()
  for (const key of ['t', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
  await page.getByRole('textbox', { name: 'Words on the map' }).fill(rareWords.words)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Scenes', exact: true }).click()
  await page.getByRole('button', { name: /^More for/ }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: /^New name for/ }).fill(rareWords.scene)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
}

/** What a GM prepares: an entry of the journal, a monster of their own. */
export async function writeInTheDrawer(gm: Player): Promise<void> {
  const { page } = gm
  await gm.openPanel('Journal')
  await page.getByRole('button', { name: 'New entry', exact: true }).first().click()
  await page.getByRole('textbox', { name: 'Title' }).fill(rareWords.entry)
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Text' }).fill(rareWords.text)

  await gm.openPanel('Compendium')
  const name = rareWords.monster
  await page.getByLabel('Monster file').setInputFiles({
    name: 'monsters.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify([monster(name)])),
  })
  await page.getByRole('searchbox', { name: 'Search the compendium' }).fill(name)
  await page.getByRole('button', { name: `Place ${name}` }).click()
  await gm.map.expectToken(name)
}

/** A sound of a GM's own in library and playlist, kept by the relay. */
export async function writeInTheLibrary({ page }: Player): Promise<void> {
  await fromTheMenu('Library')
  await page
    .locator('input[data-library-files]')
    .setInputFiles(waveFile(rareWords.file, everyByteAWord))
  const file = page.getByRole('article', { name: rareWords.file })
  await file.getByRole('textbox', { name: 'Add a tag' }).fill(rareWords.tag)
  await page.keyboard.press('Enter')
  await expect(file.getByRole('button', { name: `Remove the tag ${rareWords.tag}` })).toBeVisible()
  await expect(page.getByTitle('On the relay').first()).toBeVisible()
  await page.keyboard.press('Escape')

  await fromTheMenu('Sound')
  await page.getByRole('button', { name: 'New playlist', exact: true }).click()
  await page.getByRole('textbox', { name: 'Name of the playlist' }).fill(rareWords.playlist)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('article', { name: rareWords.playlist })).toBeVisible()
  await page.keyboard.press('Escape')

  async function fromTheMenu(item: string): Promise<void> {
    await page.getByRole('button', { name: 'Menu', exact: true }).click()
    await page.getByRole('menuitem', { name: item }).click()
  }
}
