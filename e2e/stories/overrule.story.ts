import { apart, expect, gather, test } from '../cast/index.ts'
import { goblin } from '../cast/sample-session.ts'

test('the GM lets the other of two values stand: on both screens, in the log, undoably', async ({
  gm,
  alice,
}) => {
  await gather(gm, alice)
  await apart(gm, alice, async () => {
    await gm.fight.setHitPoints(goblin, 5)
    await alice.fight.setHitPoints(goblin, 6)
  })
  for (const person of [gm, alice]) await person.fight.expectHitPoints(goblin, 5)

  const merges = await gm.merges()
  await merges.getByRole('button', { name: 'Let 6 stand' }).click()
  for (const person of [gm, alice]) {
    await person.fight.expectHitPoints(goblin, 6)
    await expect((await person.log()).getByText(`${goblin}: hit points: 5 → 6`)).toBeVisible()
  }
  await expect((await gm.merges()).getByRole('button', { name: /stand$/ })).toHaveCount(0)
  for (const person of [gm, alice]) {
    const list = await person.merges()
    await expect(list.getByText(/GM set 5.*apart: it came to 5, because the lower/)).toBeVisible()
    await expect(list.getByText(/GM let 6 stand instead/)).toBeVisible()
  }

  await gm.undo()
  for (const person of [gm, alice]) await person.fight.expectHitPoints(goblin, 5)
})

test('a player sees what was merged and is not asked to overrule it', async ({ gm, alice }) => {
  await gather(gm, alice)
  await apart(gm, alice, async () => {
    await gm.fight.setHitPoints(goblin, 5)
    await alice.fight.setHitPoints(goblin, 6)
  })
  const merges = await alice.merges()
  await expect(merges.getByText(/5 stands, because the lower counts/)).toBeVisible()
  await expect(merges.getByRole('button')).toHaveCount(0)
})

test('the GM brings back what was removed while another changed it', async ({ gm, alice }) => {
  await gather(gm, alice)
  await apart(gm, alice, async () => {
    await gm.map.pickFromWheel(goblin, 'Remove')
    await expect(gm.map.token(goblin)).toHaveCount(0)
    await alice.fight.damage(goblin, 2)
  })
  await expect(alice.map.token(goblin)).toHaveCount(0)
  await (await gm.merges()).getByRole('button', { name: 'Bring it back' }).first().click()
  for (const person of [gm, alice]) {
    await person.map.expectToken(goblin)
    await person.fight.expectHitPoints(goblin, 5)
  }
})
