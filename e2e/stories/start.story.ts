import { anew, expect, gather, lanHost, test } from '../cast/index.ts'
import { fighter, goblin } from '../cast/sample-session.ts'

anew(
  'starting a session puts you at once on a gridded map with heroes and monsters',
  async ({ gm }) => {
    const refused: string[] = []
    gm.page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) refused.push(message.text())
    })
    await gm.startSession()
    await expect(gm.map.token(fighter)).toBeAttached()
    await expect(gm.map.token(goblin)).toBeAttached()
    expect((await gm.map.namesOfTokens()).length).toBeGreaterThanOrEqual(6)
    await gm.expectSaved()
    await gm.openPanel('Journal')
    await expect(
      gm.page.getByRole('button', { name: 'New entry', exact: true }).first(),
    ).toBeVisible()
    expect(refused).toEqual([])
  },
)

anew(
  'whoever opens the invite link in another profile types a name and is in',
  async ({ gm, alice }) => {
    await gather(gm, alice)
    expect([...(await alice.map.namesOfTokens())].sort()).toEqual(
      [...(await gm.map.namesOfTokens())].sort(),
    )
    for (const person of [gm, alice]) {
      const present = person.page.getByRole('list', { name: 'At the table' })
      await expect(
        present.getByRole('listitem', { name: 'Alice, player, connected' }),
      ).toBeVisible()
    }
    await gm.page.getByRole('textbox', { name: 'Your name' }).fill('Gail')
    await gm.page.keyboard.press('Enter')
    const hers = alice.page.getByRole('list', { name: 'At the table' })
    await expect(hers.getByRole('listitem', { name: 'Gail, game master, connected' })).toBeVisible()
  },
)

test('the address bar keeps no secret of the link, and a reload comes back to the table', async ({
  gm,
  alice,
}) => {
  const link = await gather(gm, alice)
  const secret = link.split('.')[1] ?? ''
  expect(secret.length).toBeGreaterThan(20)
  expect(alice.page.url()).not.toContain(secret)
  await alice.reload()
  await alice.expectSaved()
  expect(alice.page.url()).not.toContain(secret)
})

anew('the link is copied to the clipboard, and its QR code is shown', async ({ gm }) => {
  await gm.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await gm.startSession()
  await gm.page.getByRole('button', { name: 'Invite', exact: true }).click()
  const dialog = gm.page.getByRole('dialog', { name: 'Invite' })
  await expect(dialog.getByRole('img', { name: 'QR code of the invite link' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Copy link' }).click()
  const shown = await dialog.getByRole('textbox', { name: 'Invite link' }).inputValue()
  expect(await gm.page.evaluate(() => navigator.clipboard.readText())).toBe(shown)
})

test('both see each other drag before anything is dropped', async ({ gm, alice }) => {
  await gather(gm, alice)
  for (const { dragging, watching, health } of [
    { dragging: gm, watching: alice, health: 'unhurt' },
    { dragging: alice, watching: gm, health: '7 of 7 hit points' },
  ]) {
    const left = await watching.map.placeOf(goblin)
    const reached = await watching.map.nearToken(goblin, { columns: 4, rows: 2 })
    const standing = await watching.map.pictureOf(left)
    const empty = await watching.map.pictureOf(reached)
    await dragging.map.drag(goblin, 4, 2)
    // The pointer is at the one end only: that the other is empty shows that the token moved.
    await expect(async () => {
      expect(await watching.map.pictureOf(left)).not.toEqual(standing)
      expect(await watching.map.pictureOf(reached)).not.toEqual(empty)
    }).toPass()
    await expect(watching.map.token(goblin)).toHaveAccessibleName(`${goblin}, ${health}`)
    await dragging.map.drop()
    await watching.map.expectPlace(goblin, reached)
    await dragging.undo()
    await watching.map.expectPlace(goblin, left)
  }
})

test('where somebody points is seen live by the others, and gone when they look away', async ({
  gm,
  alice,
}) => {
  await gather(gm, alice)
  const pointed = { columns: 2, rows: -2 }
  const seen = await alice.map.nearToken(goblin, pointed)
  const still = await alice.map.pictureOf(seen)

  const { x, y } = await gm.map.nearToken(goblin, pointed)
  await gm.page.mouse.move(x, y, { steps: 5 })
  await expect(async () => {
    expect(await alice.map.pictureOf(seen)).not.toEqual(still)
  }).toPass()
  await alice.fight.expectHitPoints(goblin, 7)

  const away = await gm.map.nearToken(goblin, { columns: -4, rows: 2 })
  await gm.page.mouse.move(away.x, away.y, { steps: 5 })
  await expect(async () => expect(await alice.map.pictureOf(seen)).toEqual(still)).toPass()
})

test('a table on a LAN without certificates works the same', async ({ seat }) => {
  const gm = await seat('Gail', { host: lanHost })
  const alice = await seat('Alice', { host: lanHost })
  await gather(gm, alice)
  expect(await gm.page.evaluate(() => isSecureContext)).toBe(false)
  await alice.fight.damage(goblin, 3)
  await gm.fight.expectHitPoints(goblin, 4)
  await gm.page.getByRole('button', { name: 'Invite', exact: true }).click()
  await gm.page.getByRole('button', { name: 'Copy link' }).click()
  await expect(gm.page.getByText('Link copied.')).toBeVisible()
})
