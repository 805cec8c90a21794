import { anew, expect, gather, test } from '../cast/index.ts'
import { fillDisk, freeDisk, withFullStorage, withoutStorage } from '../cast/broken-storage.ts'
import { goblin } from '../cast/sample-session.ts'
import { monster } from '../cast/monster.ts'

const twoDays = 2 * 24 * 60 * 60 * 1000

test('a damaged link is refused with a sentence and a way back', async ({ gm, alice }) => {
  await gm.startSession()
  const link = await gm.inviteLink()
  await alice.follow(`${link.slice(0, -12)}AAAAAAAAAAAA`)
  await expect(alice.problem).toContainText(/link/i)
  await expect(alice.page.getByRole('button', { name: 'Start a session' })).toBeVisible()
})

anew(
  'a link to a session that the relay has not seen yet waits with a sentence, and opens by itself',
  async ({ relay, gm, alice }) => {
    await gm.startSession()
    const link = await gm.inviteLink()
    await gm.cutNetwork()
    await relay.wipe()
    await alice.follow(link)
    await alice.takeSeat()
    await expect(alice.problem).toContainText('This session has not reached the relay yet')
    await gm.mendNetwork()
    await expect(alice.map.region).toBeVisible()
  },
)

anew(
  'an expired invite is refused with one sentence that says what to do',
  async ({ gm, alice }) => {
    await gm.page.clock.setSystemTime(Date.now() - twoDays)
    await gm.startSession()
    const link = await gm.inviteLink('Player', 'one day')
    await alice.follow(link)
    await alice.takeSeat()
    await expect(alice.problem).toHaveText(/^[^.]*expired[^.]*\.$/i)
    await expect(alice.map.region).toHaveCount(0)

    await alice.page.getByRole('button', { name: 'Back to the start' }).click()
    await expect(alice.page.getByRole('button', { name: 'Start a session' })).toBeVisible()
    await expect(alice.page.getByRole('button', { name: /^Continue/ })).toHaveCount(0)
  },
)

test('a monster file with broken entries says which and why, and keeps the rest', async ({
  gm,
}) => {
  await gm.startSession()
  await gm.openPanel('Compendium')
  const file = [
    monster('Marsh Stalker'),
    { index: 'no-name', hit_points: 4 },
    { ...monster('Hollow Knight'), hit_points: 'many' },
  ]
  await gm.page.getByLabel('Monster file').setInputFiles({
    name: 'monsters.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(file)),
  })
  const report = gm.page.getByRole('region', { name: 'Import report' })
  await expect(report).toContainText('1 entry imported')
  await expect(report).toContainText(/Hollow Knight.*hit_points/s)
  await expect(report).toContainText('2 entries were left out')

  await gm.page.getByRole('searchbox', { name: 'Search the compendium' }).fill('Marsh')
  await gm.page.getByRole('button', { name: 'Place Marsh Stalker' }).click()
  await expect(gm.map.token('Marsh Stalker')).toBeAttached()
})

test('a file that is no monster file is refused with a sentence', async ({ gm }) => {
  await gm.startSession()
  await gm.openPanel('Compendium')
  await gm.page.getByLabel('Monster file').setInputFiles({
    name: 'holiday.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"not": "monsters"'),
  })
  const report = gm.page.getByRole('region', { name: 'Import report' })
  await expect(report).toContainText('holiday.json It is not JSON.')
})

anew(
  'without IndexedDB the game goes on in this tab, and the bar says so',
  async ({ gm, alice }) => {
    await withoutStorage(alice.context)
    await gm.startSession()
    await alice.join(await gm.inviteLink())
    await expect(alice.savedWhere).toHaveText(/Saved on the relay, not on this device: /)
    await alice.fight.damage(goblin, 2)
    await gm.fight.expectHitPoints(goblin, 5)
    await alice.cutNetwork()
    await alice.fight.damage(goblin, 1)
    await expect(alice.savedWhere).toHaveText(/Only in this tab: /)
    await alice.mendNetwork()
    await gm.fight.expectHitPoints(goblin, 4)
  },
)

anew('a full disk is told, the game goes on, and nothing is lost', async ({ gm, alice }) => {
  await withFullStorage(alice.context)
  await gather(gm, alice)
  await fillDisk(alice.page)
  await alice.fight.damage(goblin, 2)
  await expect(alice.savedWhere).toHaveText(/not on this device|Only in this tab/)
  await gm.fight.expectHitPoints(goblin, 5)

  await alice.cutNetwork()
  await alice.fight.damage(goblin, 1)
  await freeDisk(alice.page)
  await alice.mendNetwork()
  await alice.expectSaved()
  await gm.fight.expectHitPoints(goblin, 4)
})
