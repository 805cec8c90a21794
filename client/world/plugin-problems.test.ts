import { expect, test } from 'vitest'
import { custom } from '#crdt-rules'
import { defineAction, definePlugin } from '#plugin-sdk'
import { z } from 'zod'
import { readLine } from '../texts/told.ts'
import { fetchTexts } from '../texts/catalogue.ts'
import { createWorld } from './create-world.ts'
import { createMemoryShelf } from './options.ts'
import { practiceSystem } from './testing/practice-system.ts'
import { setUpTable } from './testing/tables.ts'

await fetchTexts('de')

function broken(): never {
  throw new Error('no such moon')
}

const brokenSystem = definePlugin({
  ...practiceSystem,
  rules: {
    ...practiceSystem.rules,
    'actors.*.moon': custom({
      name: 'moon',
      because: 'the moon says so',
      schema: z.string(),
      fold: broken,
    }),
  },
  derived: { darkvision: broken },
  actions: [
    ...practiceSystem.actions,
    defineAction({
      id: 'howl',
      name: 'Howl',
      icon: 'skull',
      aim: 'self',
      input: z.object({ actor: z.string(), choice: z.string() }),
      choices: broken,
      perform: () => ({ type: 'done', rolls: [], say: 'howls', changes: [] }),
    }),
  ],
})

test('a rule that throws keeps what was written, and is told once, in plain words', async () => {
  const table = await setUpTable(brokenSystem)
  const alice = await table.sit('alice', 'player')
  const [hero, goblin] = [table.gm.actor('Hero'), table.gm.actor('Goblin')]
  for (const actor of [hero, goblin]) {
    table.gm.world.edit(actor, 'moon', { set: 'full' })
    table.pass(1000)
    alice.world.edit(actor, 'moon', { set: 'new' })
  }
  table.meet()

  for (const { world } of [table.gm, alice]) {
    expect([hero, goblin].map((actor) => world.actor(actor)?.text('moon'))).toEqual(['new', 'new'])
    const problems = world.problems.filter(({ told }) => told?.key === 'told.ruleFailed')
    expect(problems.map(({ sentence }) => sentence)).toEqual([
      'A rule of Practice failed (Hero: moon). The newest value is shown there; nothing is lost.',
    ])
    expect(readLine('de', { text: '', told: problems[0]?.told })).toBe(
      'Eine Regel von Practice ist gescheitert (Hero: moon). Dort steht nun der neueste Wert; verloren ist nichts.',
    )
    expect(problems[0]?.detail).toContain('no such moon')
  }
})

test('choices that throw are refused with a sentence', async () => {
  const { gm } = await setUpTable(brokenSystem)
  const because = 'Practice could not say what there is to choose for Howl; nothing was changed.'

  expect(gm.world.choices('howl', gm.actor('Hero'))).toMatchObject({
    type: 'refused',
    because: { text: because },
  })
  expect(gm.world.choices('strike', gm.actor('Hero'))).toEqual({ type: 'choices', choices: [] })
  expect(gm.world.problems).toMatchObject([{ sentence: because, detail: 'no such moon' }])
})

test('a number that throws is told once, whoever asks for it', async () => {
  const { gm } = await setUpTable(brokenSystem)
  for (const name of ['Hero', 'Goblin']) {
    expect(() => gm.world.actor(gm.actor(name))?.derive('darkvision')).toThrow('no such moon')
  }

  expect(gm.world.problems.map(({ sentence }) => sentence)).toEqual([
    'Practice could not work out “darkvision”. Everything else goes on.',
  ])
})

test('devices whose game system differs from the session’s are told; a newer one of a GM is recorded', async () => {
  const table = await setUpTable({ ...practiceSystem, version: '1.9.0' })
  const told = (world: typeof table.gm.world) => world.problems.map(({ sentence }) => sentence)
  expect(told(table.gm.world)).toEqual([])

  const alice = await open(table, 'alice', 'player', '1.8.0')
  expect(told(alice)).toEqual([
    'This device plays with Practice 1.8.0, the session is led with 1.9.0: some values may look different here. Reload for the newest.',
  ])
  expect(readLine('de', { text: '', told: alice.problems[0]?.told })).toContain(
    'Dieses Gerät spielt mit Practice 1.8.0, geleitet wird die Sitzung mit 1.9.0',
  )

  const dora = await open(table, 'dora', 'gm', '1.10.0')
  expect(told(dora)).toEqual([])
  table.meet()
  expect(told(table.gm.world)[0]).toContain('Practice 1.9.0, the session is led with 1.10.0')
})

async function open(
  table: Awaited<ReturnType<typeof setUpTable>>,
  member: string,
  role: 'gm' | 'player',
  version: string,
) {
  const session = table.join(member, role)
  table.meet()
  return createWorld({
    session,
    plugin: { ...practiceSystem, version },
    random: Math.random,
    schedule: table.schedule,
    colours: ['#e69f00', '#56b4e9'],
    shelf: createMemoryShelf(),
    profile: { name: member },
    inviteLink: () => '',
  })
}
