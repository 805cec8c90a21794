import type { Locator } from '@playwright/test'
import { apart, expect, gather, type Player, test } from '../cast/index.ts'

test('two people type into one paragraph, together and apart, and nothing is lost', async ({
  gm,
  alice,
}) => {
  await gather(gm, alice)
  await begin(gm, 'The old mill', 'The wheel stands still.')
  await openEntry(alice, 'The old mill')
  const [hers, his] = [await words(alice), await words(gm)]
  await expect(hers).toHaveValue('The wheel stands still.')

  await Promise.all([typeAt(his, 4, 'great '), typeAt(hers, 'end', ' Somebody hums inside.')])
  const together = 'The great wheel stands still. Somebody hums inside.'
  await expect(his).toHaveValue(together)
  await expect(hers).toHaveValue(together)

  await apart(gm, alice, async () => {
    await typeAt(his, 0, 'Listen: ')
    await typeAt(hers, 'end', ' It stops.')
  })
  const both = `Listen: ${together} It stops.`
  await expect(his).toHaveValue(both)
  await expect(hers).toHaveValue(both)
  await alice.page.keyboard.press('Control+z')
  await expect(his).not.toHaveValue(both)
  // How much of her own typing goes at once depends on how fast she typed; none of his goes.
  await expect(his).toHaveValue(/^Listen: The great wheel stands still\./)
})

test('an entry for the GM is shown to one player, then revealed; its names lead on', async ({
  gm,
  alice,
  bob,
}) => {
  await gather(gm, alice, bob)
  await begin(gm, 'The Miller', 'Owes money.')
  await gm.page.getByRole('button', { name: 'All entries' }).click()
  await gm.page.getByRole('button', { name: 'New entry for the GM' }).click()
  await nameEntry(gm, 'Sealed letter')
  await (await words(gm)).fill('# Help\nAsk **[[The Miller]]**. <img src=x onerror=alert(1)>')
  await bob.openPanel('Journal')
  await expect(entryButton(bob, 'The Miller')).toBeVisible()
  await expect(entryButton(bob, 'Sealed letter')).toHaveCount(0)

  await more(gm, 'Show to…')
  const dialog = gm.page.getByRole('dialog', { name: 'Show “Sealed letter”' })
  await dialog.getByRole('checkbox', { name: 'Alice' }).check()
  await dialog.getByRole('button', { name: 'Show', exact: true }).click()
  await alice.notices.getByRole('button', { name: 'Read' }).click()
  const letter = alice.page.getByRole('article', { name: 'Sealed letter' })
  await expect(letter.getByRole('heading', { name: 'Help' })).toBeVisible()
  await expect(letter).toContainText('<img src=x')
  await expect(letter.locator('img')).toHaveCount(0)
  await expect(entryButton(bob, 'Sealed letter')).toHaveCount(0)

  await more(gm, 'Reveal to everyone')
  await entryButton(bob, 'Sealed letter').click()
  await bob.page.getByRole('button', { name: 'The Miller' }).click()
  const miller = bob.page.getByRole('article', { name: 'The Miller' })
  await expect(miller.getByRole('region', { name: 'Mentioned in' })).toContainText('Sealed letter')
})

test('a removed entry comes back by undo, and words are found from the palette wherever they stand', async ({
  gm,
}) => {
  await gm.startSession()
  await begin(gm, 'The old mill', 'Its wheel stands still.')
  await more(gm, 'Remove')
  await expect(entryButton(gm, 'The old mill')).toHaveCount(0)
  await gm.notices.getByRole('button', { name: 'Undo' }).click()
  await expect(entryButton(gm, 'The old mill')).toBeVisible()
  await gm.say('/me pushes the wheel: [[1d20+5]], says [[The old mill]]')
  const log = await gm.log()
  await expect(log.getByText('1d20+5', { exact: true })).toBeVisible()

  const found = await search(gm, 'stands still')
  await found.filter({ hasText: 'The old mill' }).click()
  await expect(gm.page.getByRole('article', { name: 'The old mill' })).toContainText('stands still')
  await (await search(gm, 'nimble escape')).filter({ hasText: 'Sheet' }).first().click()
  await expect(gm.page.getByRole('region', { name: /^Sheet of Goblin/ })).toBeVisible()
  await (await search(gm, 'pushes the wheel')).filter({ hasText: 'Log' }).click()
  await expect(log.locator('[aria-current]')).toContainText('pushes the wheel')
})

test('a quest is ticked apart by two, both ticks stand, and a GM who sees as a player reads what they read', async ({
  gm,
  alice,
}) => {
  await gather(gm, alice)
  await begin(gm, 'The silent mill', '- [ ] find the miller\n- [ ] mend the wheel\n- [ ] tell Tom')
  await gm.page.getByRole('group', { name: 'Kind' }).getByRole('button', { name: 'Quest' }).click()
  await gm.page.getByRole('button', { name: 'Read', exact: true }).click()
  await openEntry(alice, 'The silent mill')
  const [hers, his] = [alice.page.getByRole('article'), gm.page.getByRole('article')]
  await expect(hers.getByRole('checkbox')).toHaveCount(3)

  await apart(gm, alice, async () => {
    await his.getByRole('checkbox', { name: 'find the miller' }).check()
    await hers.getByRole('checkbox', { name: 'mend the wheel' }).check()
    await hers.getByRole('group', { name: 'How it stands' }).getByText('Done').click()
  })
  for (const article of [his, hers]) {
    await expect(article.getByRole('checkbox', { checked: true })).toHaveCount(2)
    await expect(article.getByRole('checkbox', { name: 'tell Tom' })).not.toBeChecked()
    await expect(article.getByRole('button', { name: 'Done', pressed: true })).toBeVisible()
  }

  await gm.page.getByRole('button', { name: 'All entries' }).click()
  await gm.page.getByRole('button', { name: 'New entry for the GM' }).click()
  await nameEntry(gm, 'The plot')
  await gm.page.getByRole('button', { name: 'All entries' }).click()
  const shown = gm.page.getByRole('group', { name: 'What is shown' })
  await shown.getByRole('button', { name: 'Quests' }).click()
  await gm.page.getByRole('button', { name: /^Done/ }).click()
  await expect(entryButton(gm, 'The silent mill')).toContainText('Done · 2 of 3 done')
  await expect(entryButton(gm, 'The plot')).toHaveCount(0)
  await shown.getByRole('button', { name: 'All' }).click()
  await expect(entryButton(gm, 'The plot')).toBeVisible()
  await gm.page.keyboard.press('Control+k')
  await gm.page.getByRole('combobox', { name: 'Search commands' }).fill('see as alice')
  await gm.page.keyboard.press('Enter')
  await expect(entryButton(gm, 'The plot')).toHaveCount(0)
  await expect(entryButton(gm, 'The silent mill')).toBeVisible()
})

/** What the palette offers for words. */
async function search(person: Player, words: string): Promise<Locator> {
  await person.page.keyboard.press('Control+k')
  await person.page.getByRole('combobox', { name: 'Search commands' }).fill(words)
  return person.page.getByRole('option')
}

async function begin(person: Player, title: string, text: string): Promise<void> {
  await person.openPanel('Journal')
  await person.page.getByRole('button', { name: 'New entry', exact: true }).first().click()
  await nameEntry(person, title)
  await (await words(person)).fill(text)
}

async function nameEntry(person: Player, title: string): Promise<void> {
  const field = person.page.getByRole('textbox', { name: 'Title' })
  await field.fill(title)
  await field.press('Enter')
  await expect(person.page.getByRole('article', { name: title })).toBeVisible()
}

async function openEntry(person: Player, title: string): Promise<void> {
  await person.openPanel('Journal')
  await entryButton(person, title).click()
}

/** The field to write in; opened when the entry is shown to be read. */
async function words(person: Player): Promise<Locator> {
  const field = person.page.getByRole('textbox', { name: 'Text', exact: true })
  const write = person.page.getByRole('button', { name: 'Write', exact: true })
  await expect(field.or(write)).toBeVisible()
  if (await write.isVisible()) await write.click()
  return field
}

/** A number would be another place once the other's letters have arrived; the end stays the end. */
async function typeAt(field: Locator, place: number | 'end', text: string): Promise<void> {
  await field.focus()
  await field.evaluate((element: HTMLTextAreaElement, where) => {
    const at = where === 'end' ? element.value.length : where
    element.setSelectionRange(at, at)
  }, place)
  await field.pressSequentially(text)
}

async function more(person: Player, name: string): Promise<void> {
  const entry = person.page.getByRole('article')
  await entry.getByRole('button', { name: 'More' }).click()
  await entry.getByRole('menuitem', { name }).click()
}

function entryButton(person: Player, title: string): Locator {
  return person.page.getByRole('tabpanel', { name: 'Journal' }).getByRole('button', { name: title })
}
