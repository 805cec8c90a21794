import { describe, expect, test } from 'vitest'
import { setUpTable } from '../testing/tables.ts'

async function setUpCrypt() {
  const table = await setUpTable()
  const alice = await table.sit('alice', 'player')
  const bob = await table.sit('bob', 'player')
  const { sceneVerbs } = table.gm.world
  const hall = table.gm.world.scene?.id ?? '?'
  await sceneVerbs.createScene('Crypt')
  const crypt = table.gm.world.scene?.id ?? '?'
  await table.gm.world.openScene(hall)
  /** Where each looks, once what was said has arrived. */
  async function places() {
    table.meet()
    await new Promise((resolve) => setTimeout(resolve))
    return [table.gm, alice, bob].map(({ world }) => world.scene?.name)
  }
  const listOf = ({ world }: typeof alice) => world.scenes.map(({ name }) => name)
  return { ...table, alice, bob, sceneVerbs, hall, crypt, places, listOf }
}

const hallName = 'Practice hall'

describe('showing a scene', () => {
  test('brings nobody when nobody is to come: it is in their lists, and they go by themselves', async () => {
    const { gm, alice, sceneVerbs, crypt, places, listOf } = await setUpCrypt()
    await sceneVerbs.showScene(crypt, 'nobody')
    expect(await places()).toEqual([hallName, hallName, hallName])
    expect(listOf(alice)).toEqual([hallName, 'Crypt'])
    expect(alice.world.log.at(-1)?.text).toBe('showed Crypt')
    await alice.world.openScene(crypt)
    expect(await places()).toEqual([hallName, 'Crypt', hallName])
    gm.world.undo()
    expect(await places()).toEqual([hallName, hallName, hallName])
    expect(listOf(alice)).toEqual([hallName])
  })

  test('brings whom the GM chose, others stay; everyone is brought together again, wanderers too', async () => {
    const { gm, alice, bob, sceneVerbs, hall, crypt, places } = await setUpCrypt()
    await sceneVerbs.showScene(crypt, ['alice'])
    expect(await places()).toEqual([hallName, 'Crypt', hallName])
    expect(gm.world.scenes.find(({ id }) => id === crypt)?.brought).toEqual(['alice'])
    expect(alice.world.log.at(-1)?.text).toBe('brought Alice to Crypt')
    await bob.world.openScene(crypt)
    await sceneVerbs.showScene(hall)
    expect(await places()).toEqual([hallName, hallName, hallName])
    expect(gm.world.scenes.flatMap(({ brought }) => brought)).toEqual([])
    gm.world.undo()
    expect((await places())[1]).toBe('Crypt')
  })

  test('shown with some brought is undone and done again as one step', async () => {
    const { gm, alice, sceneVerbs, crypt, places, listOf } = await setUpCrypt()
    await sceneVerbs.showScene(crypt, ['alice'])
    await places()
    gm.world.undo()
    expect(await places()).toEqual([hallName, hallName, hallName])
    expect(listOf(alice)).toEqual([hallName])
    gm.world.redo()
    expect(await places()).toEqual([hallName, 'Crypt', hallName])
  })

  test('who comes late is where they were brought, also apart from the others', async () => {
    const { gm, sit, sceneVerbs, crypt, places } = await setUpCrypt()
    await sceneVerbs.showScene(crypt, ['carol'])
    await places()
    const carol = await sit('carol', 'player')
    const dora = await sit('dora', 'player')
    await places()
    expect(carol.world.scene?.name).toBe('Crypt')
    expect(dora.world.scene?.name).toBe(gm.world.scene?.name)
  })

  test('for some stands in their lists alone, and in that of whom it is brought to', async () => {
    const { gm, alice, bob, sceneVerbs, crypt, places, listOf } = await setUpCrypt()
    sceneVerbs.listFor(crypt, ['alice'])
    await sceneVerbs.showScene(crypt, 'nobody')
    await places()
    expect([listOf(alice), listOf(bob)]).toEqual([[hallName, 'Crypt'], [hallName]])
    await sceneVerbs.showScene(crypt, ['bob'])
    expect(await places()).toEqual([hallName, hallName, 'Crypt'])
    expect(listOf(bob)).toEqual([hallName, 'Crypt'])
    sceneVerbs.listFor(crypt, [])
    await sceneVerbs.showScene(gm.world.scene?.id ?? '?')
    await places()
    expect(listOf(bob)).toEqual([hallName, 'Crypt'])
    expect(bob.world.sceneVerbs.listFor(crypt, ['bob'])).toMatchObject({ type: 'refused' })
  })
})
