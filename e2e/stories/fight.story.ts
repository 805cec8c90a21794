import { expect, gather, test } from '../cast/index.ts'
import { bugbear, fighter, goblin } from '../cast/sample-session.ts'

test('attacks hit or miss by armour class, and both screens tell the same', async ({
  gm,
  alice,
}) => {
  await gather(gm, alice)
  const seen = new Set<string>()
  for (let swing = 0; seen.size < 2; swing += 1) {
    expect(swing, 'swings that all hit or all missed').toBeLessThan(25)
    // By 5 and a d20 nearly every swing reaches the one and nearly none the other; a natural 1 misses the lower
    // and a natural 20 reaches the higher by the numbers too.
    await gm.fight.setNumber(bugbear, 'Armour class', seen.has('hits') ? 25 : 7)
    await gm.fight.setHitPoints(bugbear, 27)
    await alice.fight.expectHitPoints(bugbear, 27)
    const log = await gm.log()
    const lines = log.getByText(new RegExp(`^${fighter}.*${bugbear}`))
    await gm.fight.attack(fighter, 'Longsword', bugbear)
    await expect(lines).toHaveCount(swing + 1)
    const line = lines.last()
    await expect(line).toHaveText(/hits|misses/)
    const told = (await line.textContent()) ?? ''
    await expect((await alice.log()).getByText(told).last()).toBeVisible()

    const [, total, verb, armourClass] = /(\d+) (hits|misses) armour class (\d+)/.exec(told) ?? []
    expect(verb).toBe(Number(total) >= Number(armourClass) ? 'hits' : 'misses')
    const damage = Number(/takes (\d+)/.exec(told)?.[1] ?? 0)
    expect(damage > 0).toBe(verb === 'hits')
    for (const person of [gm, alice]) {
      await person.fight.expectHitPoints(bugbear, 27 - damage)
    }
    seen.add(verb ?? '')
  }
})

test('damage and healing by amount are exact, and at 0 the creature is unconscious', async ({
  gm,
  alice,
}) => {
  await gather(gm, alice)
  await gm.fight.damage(goblin, 3)
  await alice.fight.expectHitPoints(goblin, 4)
  await gm.fight.heal(goblin, 2)
  await alice.fight.expectHitPoints(goblin, 6)
  await gm.fight.damage(goblin, 6)
  await alice.fight.expectHitPoints(goblin, 0)
  await expect(alice.map.token(goblin)).toHaveAccessibleName(/unconscious/i)
  // The wheel is about the token it was opened on: nobody has to be picked.
  await gm.map.pickFromWheel(goblin, 'Heal')
  const heal = gm.page.getByRole('dialog', { name: `Heal: ${goblin}` })
  await heal.getByRole('spinbutton', { name: 'Hit points' }).fill('3')
  await heal.getByRole('button', { name: 'Heal' }).click()
  await gm.fight.expectHitPoints(goblin, 3)
})

test('conditions are put on and taken off for everyone', async ({ gm, alice }) => {
  await gather(gm, alice)
  await gm.fight.addCondition(goblin, 'Prone')
  await expect(alice.map.token(goblin)).toHaveAccessibleName(/prone/i)
  await alice.fight.removeCondition(goblin, 'Prone')
  await expect(gm.map.token(goblin)).not.toHaveAccessibleName(/prone/i)
})

test('a token walks by a drag and by keys', async ({ gm, alice }) => {
  await gather(gm, alice)
  const cell = await alice.map.cellPixels(goblin)
  const start = await alice.map.placeOf(goblin)
  await gm.map.dragAndDrop(goblin, 2, 1)
  await expectMoved(alice.map, start, 2 * cell, cell)
  await gm.map.walk(goblin, 'Left', 'Left', 'Up')
  await expectMoved(alice.map, start, 0, 0)
})

test('what is typed into the sheet stands on the other sheet', async ({ gm, alice }) => {
  await gather(gm, alice)
  await gm.fight.setNumber(goblin, 'Armour class', 17)
  const sheet = await alice.fight.openSheet(goblin)
  await expect(sheet.getByRole('spinbutton', { name: 'Armour class' })).toHaveValue('17')
})

test('undo takes the last thing back, everywhere', async ({ gm, alice }) => {
  await gather(gm, alice)
  await gm.fight.damage(goblin, 3)
  await alice.fight.expectHitPoints(goblin, 4)
  await gm.undo()
  await alice.fight.expectHitPoints(goblin, 7)

  await gm.map.pickFromWheel(goblin, 'Remove')
  await expect(alice.map.token(goblin)).toHaveCount(0)
  await gm.undo()
  await alice.fight.expectHitPoints(goblin, 7)
})

async function expectMoved(
  map: { placeOf(name: string): Promise<{ x: number; y: number }> },
  start: { x: number; y: number },
  right: number,
  down: number,
): Promise<void> {
  await expect(async () => {
    const now = await map.placeOf(goblin)
    expect(Math.abs(now.x - start.x - right)).toBeLessThan(3)
    expect(Math.abs(now.y - start.y - down)).toBeLessThan(3)
  }).toPass()
}
