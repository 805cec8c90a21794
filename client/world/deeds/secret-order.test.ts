import { expect, test } from 'vitest'
import { openDocument } from '#crdt-rules'
import { pluginById } from '#plugins'
import { createSessionRules } from '../documents/session-rules.ts'
import { setUpTable } from '../testing/tables.ts'

test('a fight with somebody hidden in it: no line that a player can read names them', async () => {
  const system = pluginById('dnd5e')
  if (system === undefined) throw new Error('The game system is not there.')
  const { gm, sit, meet } = await setUpTable(system)
  const alice = await sit('alice', 'player')
  meet()
  const [monster, hero] = gm.world.tokens
  if (monster?.actor === undefined || hero?.actor === undefined) throw new Error('Nobody is here.')
  gm.world.hide(monster.id)
  meet()
  const secrets = [monster.id, gm.world.token(monster.id)?.actor ?? monster.actor]
  const { session } = alice
  const rules = createSessionRules(system)
  function known(): string {
    return [...session.docs.values()]
      .map((doc) => openDocument({ doc, rules, now: () => 0 }))
      .map((document) => JSON.stringify(document.paths('').map((path) => document.read(path))))
      .join()
  }
  const actors = [...new Set([...secrets.slice(1), ...gm.world.actors.map(({ id }) => id)])]
  gm.world.perform('start-encounter', { actors })
  gm.world.perform('next-turn', {})
  gm.world.perform('initiative', { actor: hero.actor })
  gm.world.undo()
  meet()
  for (const secret of secrets) expect([secret, known().includes(secret)]).toEqual([secret, false])
})
