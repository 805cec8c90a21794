import { expect, gather, test } from '../cast/index.ts'
import { fighter, goblin } from '../cast/sample-session.ts'

test('an area says who is inside, selects them all, and is there for the other too', async ({
  gm,
  alice,
}) => {
  await gather(gm, alice)
  const { x, y } = await gm.map.placeOf(goblin)
  await gm.page.getByRole('button', { name: 'Area of effect' }).click()
  const before = await alice.map.pictureOf(await alice.map.placeOf(goblin))
  await gm.page.mouse.click(x, y)

  const area = gm.page.getByRole('region', { name: 'Circle' })
  await expect(area.getByRole('status')).toContainText(goblin)
  await expect(async () => {
    const after = await alice.map.pictureOf(await alice.map.placeOf(goblin))
    expect(after.equals(before)).toBe(false)
  }).toPass()

  await area.getByRole('button', { name: /^Select/ }).click()
  await expect(gm.map.token(goblin)).toHaveAttribute('aria-pressed', 'true')
})

test('selected tokens are lifted and locked by keys, for everyone, and undo takes it back', async ({
  gm,
  alice,
}) => {
  await gather(gm, alice)
  await gm.map.click(goblin)
  await gm.page.keyboard.press('Escape')
  await gm.map.token(goblin).focus()
  await gm.page.keyboard.press('PageUp')
  await expect(alice.map.token(goblin)).toHaveAccessibleName(/5 feet up/)
  await gm.page.keyboard.press('l')
  await expect(alice.map.token(goblin)).toHaveAccessibleName(/locked/)
  await gm.undo()
  await expect(alice.map.token(goblin)).not.toHaveAccessibleName(/locked/)
})

test('tokens are grouped by keyboard and walk together; what they show players is the GM’s to say', async ({
  gm,
  alice,
}) => {
  await gather(gm, alice)
  await expect(alice.map.token(goblin)).toHaveAccessibleName(`${goblin}, unhurt`)
  for (const name of [goblin, fighter]) {
    await gm.map.token(name).focus()
    await gm.page.keyboard.press('Shift+Enter')
  }
  await gm.page.keyboard.press('g')
  const card = gm.page.getByRole('toolbar', { name: 'Selected tokens' })
  await expect(card.getByRole('button', { name: /^Ungroup/ })).toBeVisible()
  await gm.page.keyboard.press('Escape')

  const before = await alice.map.placeOf(fighter)
  const cell = await alice.map.cellPixels(fighter)
  await gm.map.walk(goblin, 'Down')
  await alice.map.expectPlace(fighter, { x: before.x, y: before.y + cell })

  const seen = await alice.map.nearToken(fighter, { columns: 1, rows: -1 })
  const bare = await alice.map.pictureOf(seen)
  await card.getByRole('button', { name: 'How it is shown' }).click()
  await card.getByRole('button', { name: 'Add the aura' }).click()
  await expect(async () => expect(await alice.map.pictureOf(seen)).not.toEqual(bare)).toPass()
  await card.getByRole('combobox', { name: 'Hit points for' }).selectOption('Everyone')
  await expect(alice.map.token(goblin)).toHaveAccessibleName(`${goblin}, 7 of 7 hit points`)
  await gm.undo()
  await expect(alice.map.token(goblin)).toHaveAccessibleName(`${goblin}, unhurt`)
})

test('words are written on the map by keyboard alone, and erased again', async ({ gm }) => {
  await gather(gm)
  await gm.page.keyboard.press('t')
  await gm.page.keyboard.press('ArrowDown')
  await gm.page.keyboard.press('Enter')
  await gm.page.getByRole('textbox', { name: 'Words on the map' }).fill('Trap')
  await gm.page.keyboard.press('Enter')
  await gm.page.keyboard.press('e')
  const everything = gm.page.getByRole('button', { name: 'Erase everything' })
  await expect(everything).toBeEnabled()
  await everything.click()
  await expect(everything).toBeDisabled()
})

test('what the GM hides by hand is gone for a player, shown part by part, and undone', async ({
  gm,
  alice,
}) => {
  await gather(gm, alice)
  const { x, y } = await gm.map.placeOf(goblin)
  await gm.page.getByRole('button', { name: 'Fog by hand' }).click()
  await gm.page.getByRole('button', { name: 'Hide all' }).click()
  await expect(alice.map.token(goblin)).toHaveCount(0)
  await expect(gm.map.token(goblin)).toBeAttached()

  await gm.page.mouse.move(x - 60, y - 60)
  await gm.page.mouse.down()
  await gm.page.mouse.move(x + 60, y + 60, { steps: 4 })
  await gm.page.mouse.up()
  await expect(alice.map.token(goblin)).toBeAttached()
  await gm.undo()
  await expect(alice.map.token(goblin)).toHaveCount(0)
})

test('a door drawn by keys alone is a door for everyone, and goes again; so does a lamp', async ({
  gm,
  alice,
}) => {
  await gather(gm, alice)
  const doors = alice.map.region.getByRole('button', { name: /^Door/ })
  const before = await doors.count()
  await gm.page.keyboard.press('w')
  await gm.page.getByRole('button', { name: 'Door', exact: true }).press('Enter')
  for (const key of ['ArrowUp', 'ArrowUp', 'ArrowUp', 'Enter', 'ArrowRight', 'Enter']) {
    await gm.page.keyboard.press(key)
  }
  await expect(doors).toHaveCount(before + 1)
  await gm.page.keyboard.press('Delete')
  await expect(doors).toHaveCount(before)

  await gm.page.keyboard.press('i')
  const hint = gm.page.getByText(/^Lamp \d+ of \d+/)
  await expect(gm.page.getByRole('button', { name: 'Lantern' })).toBeVisible()
  for (const key of ['ArrowUp', 'Enter', 'ArrowRight']) await gm.page.keyboard.press(key)
  await expect(hint).toHaveText(/^Lamp 10 of 10/)
  await gm.page.keyboard.press('Delete')
  await expect(hint).toHaveCount(0)
  await gm.page.keyboard.press('n')
  await expect(hint).toHaveText(/^Lamp 1 of 9/)
})

test('a goblin that only one player is to see is on their map until the GM says otherwise', async ({
  gm,
  alice,
}) => {
  await gather(gm, alice)
  await gm.map.click(goblin)
  await gm.page.keyboard.press('Escape')
  async function toggle() {
    await gm.page.getByRole('button', { name: 'Show only to some' }).click()
    await gm.page.getByRole('menuitemcheckbox', { name: 'Alice sees it' }).click()
  }
  await toggle()
  await expect(gm.map.token(goblin)).toHaveAccessibleName(/hidden/)
  await expect(alice.map.token(goblin)).toHaveAccessibleName(/locked/)
  await toggle()
  await expect(alice.map.token(goblin)).toHaveCount(0)
})
