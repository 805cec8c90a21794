import { anew, expect, gather, lanHost, test } from '../cast/index.ts'
import { updatesKept } from '../cast/device-dump.ts'
import { goblin } from '../cast/sample-session.ts'

const oneDay = 24 * 60 * 60 * 1000

anew('reloading while offline keeps everything', async ({ gm, alice }) => {
  await gather(gm, alice)
  await alice.offlineReady()
  await alice.page.getByRole('button', { name: 'Zoom in' }).click()
  const cell = await alice.map.cellPixels(goblin)
  await alice.cutNetwork()
  await alice.fight.damage(goblin, 3)
  await alice.fight.expectHitPoints(goblin, 4)
  await alice.say('Written in the dark.')
  await alice.reload()
  await alice.fight.expectHitPoints(goblin, 4)
  expect(await alice.map.cellPixels(goblin)).toBeCloseTo(cell)
  await expect((await alice.log()).getByText('Written in the dark.')).toBeVisible()
  await expect(alice.savedWhere).toHaveText(/Saved on this device · \d+ changes? waiting/)

  await alice.mendNetwork()
  await alice.expectSaved()
  await gm.fight.expectHitPoints(goblin, 4)
  await expect((await gm.log()).getByText('Written in the dark.')).toBeVisible()
  await alice.undo()
  await gm.fight.expectHitPoints(goblin, 7)
})

test('reloading while offline keeps everything also after the device has tidied up', async ({
  gm,
  alice,
}) => {
  await gather(gm, alice)
  await alice.offlineReady()
  await gm.fight.damage(goblin, 3)
  await alice.fight.expectHitPoints(goblin, 4)
  // She tidies up once after she came, whenever that is; what comes later is kept one by one.
  await expect(async () => {
    await gm.say('Remember this.')
    await expect((await alice.log()).getByText('Remember this.').last()).toBeVisible()
    expect(await updatesKept(alice.page)).toBeGreaterThan(0)
  }).toPass()
  await alice.reload()
  await alice.expectSaved()
  // The documents hold them by now, so the single updates go.
  await expect.poll(() => updatesKept(alice.page)).toBe(0)

  await alice.cutNetwork()
  await alice.reload()
  await alice.fight.expectHitPoints(goblin, 4)
  await expect((await alice.log()).getByText('Remember this.').last()).toBeVisible()
  await alice.fight.damage(goblin, 1)
  await alice.mendNetwork()
  await gm.fight.expectHitPoints(goblin, 3)
})

test('two tabs of one device show the same and lose nothing', async ({ gm, alice }) => {
  await gather(gm, alice)
  const tab = await alice.secondTab()
  await alice.fight.damage(goblin, 1)
  await tab.fight.damage(goblin, 2)
  for (const screen of [alice, tab, gm]) await screen.fight.expectHitPoints(goblin, 4)
})

test('a tab closed while offline leaves its changes to the other tab', async ({ gm, alice }) => {
  await gather(gm, alice)
  const tab = await alice.secondTab()
  await tab.expectSaved()
  await alice.cutNetwork()
  await tab.fight.damage(goblin, 2)
  await alice.fight.damage(goblin, 1)
  await tab.fight.expectHitPoints(goblin, 4)
  await tab.page.close()
  await alice.mendNetwork()
  await alice.expectSaved()
  await gm.fight.expectHitPoints(goblin, 4)
})

anew(
  'a relay killed in the middle and started again loses nothing it had acknowledged',
  async ({ relay, gm, alice }) => {
    await gather(gm, alice)
    await gm.fight.damage(goblin, 1)
    await gm.expectSaved()
    await relay.killHard()
    await gm.fight.damage(goblin, 2)
    await expect(gm.savedWhere).toHaveText(/Saved on this device · \d+ changes? waiting/)
    await alice.fight.damage(goblin, 3)
    await relay.start()
    for (const person of [gm, alice]) {
      await person.expectSaved()
      await person.fight.expectHitPoints(goblin, 1)
    }
  },
)

test('panels that were never opened open without a network, on a LAN without certificates too', async ({
  seat,
}) => {
  const gm = await seat('Gail', { host: lanHost })
  await gm.startSession()
  await gm.laterReady()
  await gm.cutNetwork()
  await gm.openPanel('Compendium')
  await expect(gm.page.getByRole('button', { name: 'Place Ogre' })).toBeVisible()
  await gm.openPanel('Journal')
  await gm.page.getByRole('button', { name: 'New entry', exact: true }).first().click()
  await expect(gm.page.getByRole('textbox', { name: 'Title' })).toBeVisible()
  await gm.merges()
  await gm.fight.damage(goblin, 3)
  await gm.fight.expectHitPoints(goblin, 4)
  await gm.page.getByRole('button', { name: 'Scenes', exact: true }).click()
  await expect(gm.page.getByRole('dialog', { name: 'Scenes' })).toBeVisible()
})

anew(
  'a day later another browser finds everything with the relay alone',
  async ({ relay, gm, bob }) => {
    await gm.startSession()
    const link = await gm.inviteLink('Player', 'one week')
    await gm.fight.damage(goblin, 3)
    await gm.say('See you tomorrow.')
    await gm.expectSaved()
    await gm.context.close()
    await relay.stop()
    await relay.start()

    await bob.page.clock.setSystemTime(Date.now() + oneDay)
    await bob.join(link)
    await bob.fight.expectHitPoints(goblin, 4)
    await expect((await bob.log()).getByText('See you tomorrow.')).toBeVisible()
    await bob.expectSaved()
  },
)
