import { apart, expect, gather, type Player, test } from '../cast/index.ts'
import { bugbear, fighter, goblin } from '../cast/sample-session.ts'

test('everything goes on while either side is cut off, and both end the same', async ({
  gm,
  alice,
}) => {
  await gather(gm, alice)
  await apart(gm, alice, async () => {
    await gm.fight.damage(goblin, 2)
    await gm.fight.expectHitPoints(goblin, 5)
    await alice.fight.damage(fighter, 3)
    await alice.say('Is anybody there?')
    await expect((await alice.log()).getByText('Is anybody there?')).toBeVisible()
    await expect(alice.savedWhere).toHaveText(/Saved on this device · \d+ changes? waiting/)
  })
  await gm.fight.expectHitPoints(fighter, 28)
  await alice.fight.expectHitPoints(goblin, 5)
  await expect((await gm.log()).getByText('Is anybody there?')).toBeVisible()
})

test('two hits made apart on one goblin of 15 leave it at 0, and both are in the log', async ({
  gm,
  alice,
  bob,
}) => {
  await gather(gm, alice, bob)
  await withFifteenHitPoints(gm, alice, bob)
  await apart(alice, bob, async () => {
    await alice.fight.damage(goblin, 8)
    await alice.fight.expectHitPoints(goblin, 7)
    await bob.fight.damage(goblin, 9)
    await bob.fight.expectHitPoints(goblin, 6)
  })
  for (const person of [gm, alice, bob]) {
    await person.fight.expectHitPoints(goblin, 0)
    await expect(person.map.token(goblin)).toHaveAccessibleName(/unconscious/i)
    const log = await person.log()
    await expect(log.getByText(new RegExp(`${goblin}.*8`)).first()).toBeVisible()
    await expect(log.getByText(new RegExp(`${goblin}.*9`)).first()).toBeVisible()
    await expect((await person.merges()).getByText(/hit points/i).first()).toBeVisible()
  }
})

test('of 7 and 6 hit points typed apart 6 stands, and the rule is named', async ({ gm, alice }) => {
  await gather(gm, alice)
  await apart(gm, alice, async () => {
    await gm.fight.setHitPoints(bugbear, 7)
    await alice.fight.setHitPoints(bugbear, 6)
  })
  for (const person of [gm, alice]) {
    await person.fight.expectHitPoints(bugbear, 6)
    const merges = await person.merges()
    await expect(merges.getByText(`${bugbear}: hit points`)).toBeVisible()
    await expect(merges.getByText(/because the lower counts/)).toBeVisible()
  }
})

test('healing by someone who saw the damage wins', async ({ gm, alice }) => {
  await gather(gm, alice)
  await gm.fight.damage(goblin, 7)
  await alice.fight.expectHitPoints(goblin, 0)
  await alice.cutNetwork()
  await alice.fight.heal(goblin, 4)
  await alice.mendNetwork()
  await gm.fight.expectHitPoints(goblin, 4)
})

test('a condition put on and taken off apart stays', async ({ gm, alice }) => {
  await gather(gm, alice)
  await gm.fight.addCondition(goblin, 'Prone')
  await expect(alice.map.token(goblin)).toHaveAccessibleName(/prone/i)
  await apart(gm, alice, async () => {
    await gm.fight.removeCondition(goblin, 'Prone')
    await alice.fight.removeCondition(goblin, 'Prone')
    await alice.fight.addCondition(goblin, 'Prone')
  })
  for (const person of [gm, alice]) {
    await expect(person.map.token(goblin)).toHaveAccessibleName(/prone/i)
    await expect(await person.merges()).toContainText(
      /removed Prone, .*added Prone, apart: Prone stands, because what somebody added stays/,
    )
  }
})

test('a condition that was seen and then taken off is gone', async ({ gm, alice }) => {
  await gather(gm, alice)
  await gm.fight.addCondition(goblin, 'Prone')
  await expect(alice.map.token(goblin)).toHaveAccessibleName(/prone/i)
  await alice.cutNetwork()
  await alice.fight.removeCondition(goblin, 'Prone')
  await alice.mendNetwork()
  await expect(gm.map.token(goblin)).not.toHaveAccessibleName(/prone/i)
})

test('a token moved by two apart stands where the later of them put it, for both', async ({
  gm,
  alice,
}) => {
  await gather(gm, alice)
  const cells = { columns: 0, rows: 2 }
  const [wantedByGm, wantedByAlice] = [
    await gm.map.nearToken(goblin, cells),
    await alice.map.nearToken(goblin, cells),
  ]
  await apart(gm, alice, async () => {
    await gm.map.dragAndDrop(goblin, 2, 0)
    await alice.map.dragAndDrop(goblin, cells.columns, cells.rows)
  })
  await gm.map.expectPlace(goblin, wantedByGm)
  await alice.map.expectPlace(goblin, wantedByAlice)
  for (const person of [gm, alice]) {
    const merges = await person.merges()
    await expect(merges.getByText(/because the last one counts/)).toBeVisible()
  }
})

test('a token removed by one while another moves it is gone', async ({ gm, alice }) => {
  await gather(gm, alice)
  await apart(gm, alice, async () => {
    await gm.map.pickFromWheel(goblin, 'Remove')
    await expect(gm.map.token(goblin)).toHaveCount(0)
    await alice.map.dragAndDrop(goblin, 2, 0)
  })
  for (const person of [gm, alice]) await expect(person.map.token(goblin)).toHaveCount(0)
})

test('who comes late sees what happened before', async ({ gm, alice, bob }) => {
  const link = await gather(gm, alice)
  await gm.fight.damage(goblin, 3)
  await alice.say('You are late.')
  await alice.expectSaved()
  await bob.join(link)
  await bob.fight.expectHitPoints(goblin, 4)
  await expect((await bob.log()).getByText('You are late.')).toBeVisible()
})

async function withFifteenHitPoints(gm: Player, ...others: readonly Player[]): Promise<void> {
  await gm.fight.setNumber(goblin, 'Maximum', 15)
  await gm.fight.setHitPoints(goblin, 15)
  for (const person of others) await person.fight.expectHitPoints(goblin, 15)
}
