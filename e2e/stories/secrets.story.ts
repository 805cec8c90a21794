import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { anew, expect, gather, type Player } from '../cast/index.ts'
import { everythingKept } from '../cast/device-dump.ts'
import {
  rareWords,
  writeAtTheMap,
  writeInTheDrawer,
  writeInTheLibrary,
} from '../cast/rare-words.ts'
import { fighter, goblin, otherGoblin } from '../cast/sample-session.ts'

anew('a hidden token is nowhere on the device of a player', async ({ gm, alice }) => {
  await gather(gm, alice)
  await gm.fight.rename(otherGoblin, 'Xylophagou')
  await alice.map.expectToken('Xylophagou')

  await gm.map.pickFromWheel(goblin, 'Hide')
  await expect(alice.map.token(goblin)).toHaveCount(0)
  await expect(gm.map.token(goblin)).toHaveAccessibleName(/hidden/i)
  await gm.fight.rename(goblin, 'Quetzalmora')
  await fightsUnseen(gm, alice)
  await gm.expectSaved()
  await alice.expectSaved()
  await alice.reload()
  await expect(alice.map.token('Quetzalmora')).toHaveCount(0)
  const kept = await everythingKept(alice.page)
  expect(kept).toContain('Xylophagou')
  expect(kept).not.toContain('Quetzalmora')
  expect(alice.wire.includes('Quetzalmora')).toBe(false)
  expect(alice.cable.bytes().includes('Quetzalmora')).toBe(false)

  await gm.map.pickFromWheel('Quetzalmora', 'Reveal')
  await alice.map.expectToken('Quetzalmora')
})

/** Hidden fighters have their turn; players see the others' order, also in a second fight. */
async function fightsUnseen(gm: Player, alice: Player): Promise<void> {
  await gm.openPanel('Compendium')
  await gm.page.getByRole('button', { name: 'Place hidden' }).click()
  await gm.page.getByRole('button', { name: 'Place Ogre' }).click()
  await expect(gm.map.token('Ogre')).toHaveAccessibleName(/hidden/)
  for (let fight = 0; fight < 2; fight++) {
    await gm.page.getByRole('button', { name: 'Start encounter' }).click()
    for (const name of ['Quetzalmora', 'Ogre']) {
      await expect(inOrder(gm, name)).toHaveAccessibleName(/hidden$/)
      await expect(inOrder(alice, name)).toHaveCount(0)
    }
    await expect(inOrder(alice, fighter)).toBeVisible()
    await gm.page.getByRole('button', { name: 'End encounter' }).click()
    await expect(inOrder(alice, fighter)).toHaveCount(0)
  }
  await expect((await alice.log()).getByText(/^A fight begins.*Brannor/).first()).toBeVisible()
}

function inOrder(person: Player, name: string) {
  const ribbon = person.page.getByRole('region', { name: 'Initiative' })
  return ribbon.getByRole('button', { name: new RegExp(`^${name}, initiative`) })
}

anew(
  'the relay knows no word that anybody typed, and nothing of a file',
  async ({ relay, gm, alice }) => {
    const { session, member, chat, whisper, token, notes } = rareWords
    const rare = Object.values(rareWords)
    await gm.startSession()
    await gm.page.getByRole('textbox', { name: 'Session name' }).fill(session)
    await gm.page.keyboard.press('Enter')
    const link = await gm.inviteLink()
    await alice.join(link, member)
    await alice.say(chat)
    await expect((await gm.log()).getByText(chat)).toBeVisible()
    await gm.say(`/w ${member} ${whisper}`)
    await expect((await alice.log()).getByText(whisper)).toBeVisible()
    await gm.fight.rename(goblin, token)
    await alice.map.expectToken(token)
    const sheet = await gm.fight.openSheet(token)
    await sheet.getByRole('textbox', { name: 'Notes' }).fill(notes)
    await sheet.getByRole('textbox', { name: 'Notes' }).blur()
    await gm.openPanel('Log')
    await writeAtTheMap(gm)
    await writeInTheDrawer(gm)
    await writeInTheLibrary(gm)
    await gm.expectSaved()
    await alice.expectSaved()
    const told = await Promise.all(['metrics', 'healthz'].map((page) => relay.page(page)))
    await relay.stop()

    // Each word was really written: the GM's own device knows them all.
    const kept = await everythingKept(gm.page)
    expect(rare.filter((word) => word !== 'Klangwellenherz' && !kept.includes(word))).toEqual([])
    expect(await words(relay.dataDirectory, rare)).toEqual([])
    expect(
      rare.filter((word) => [relay.output, ...told].some((said) => said.includes(word))),
    ).toEqual([])
    for (const person of [gm, alice]) expect(onTheWire(person, rare)).toEqual([])
  },
)

function onTheWire(person: Player, rare: readonly string[]): readonly string[] {
  const carried = [person.wire, person.cable.bytes()]
  expect(person.wire.length).toBeGreaterThan(0)
  return rare.filter((word) => carried.some((bytes) => bytes.includes(word)))
}

/** Which of these words any file below this directory holds. */
async function words(directory: string, rare: readonly string[]): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  expect(files.length).toBeGreaterThan(0)
  const contents = await Promise.all(
    files.map((file) => readFile(join(file.parentPath, file.name))),
  )
  return rare.filter((word) => contents.some((bytes) => bytes.includes(word)))
}
