import { lww } from '#crdt-rules'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineAction, definePlugin, refuse, type Plugin } from './index.ts'

const wave = defineAction({
  id: 'wave',
  name: 'Wave',
  icon: 'hand',
  aim: 'self',
  input: z.object({ actor: z.string() }),
  perform: () => refuse('Nobody looks.'),
})

const sound: Plugin = {
  id: 'waving',
  version: '1',
  name: 'Waving',
  rules: { 'actors.*.mood': lww() },
  kinds: {
    person: {
      name: 'Person',
      schema: z.object({ mood: z.string(), bag: z.record(z.string(), z.number()).optional() }),
      sheet: {
        block: 'column',
        children: [
          { block: 'text', label: 'Name', path: 'name' },
          { block: 'text', label: 'Mood', path: 'mood' },
          { block: 'number', label: 'Gold', path: 'bag.gold' },
          { block: 'derived', label: 'Joy', name: 'joy' },
        ],
      },
      quickActions: ['wave'],
    },
  },
  conditions: [],
  derived: { joy: () => 1 },
  actions: [wave],
  compendium: [
    {
      id: 'waving:ann',
      kind: 'person',
      name: 'Ann',
      summary: '',
      art: 'humanoid',
      size: 1,
      data: { mood: 'merry' },
    },
  ],
  importers: [],
  starter: { heroes: ['waving:ann'], monsters: [] },
}

function kindWith(change: Partial<Plugin['kinds'][string]>): Plugin {
  const person = sound.kinds['person']
  if (person === undefined) throw new Error('The sound plugin lost its kind.')
  return { ...sound, kinds: { person: { ...person, ...change } } }
}

describe('definePlugin', () => {
  test('hands back a sound plugin', () => {
    expect(definePlugin(sound)).toBe(sound)
  })

  test.each<[string, Plugin, string]>([
    ['an id with spaces', { ...sound, id: 'Waving Game' }, 'cannot be a plugin id'],
    [
      'a rule for a path that all systems share',
      { ...sound, rules: { 'actors.*.name': lww() } },
      'Two rules claim "actors.*.name"',
    ],
    [
      'two rules that could claim one path',
      { ...sound, rules: { 'actors.*.mood': lww(), 'actors.ann.*': lww() } },
      'could claim the same path',
    ],
    ['two actions of one id', { ...sound, actions: [wave, wave] }, 'two of action "wave"'],
    [
      'a sheet with a path that the schema lacks',
      kindWith({ sheet: { block: 'text', label: 'Rage', path: 'rage' } }),
      'shows "rage"',
    ],
    [
      'a sheet with a number that nobody derives',
      kindWith({ sheet: { block: 'derived', label: 'Rage', name: 'rage' } }),
      'shows "rage"',
    ],
    ['a wheel with an unknown action', kindWith({ quickActions: ['dance'] }), '"dance"'],
    [
      'an entry of an unknown kind',
      { ...sound, compendium: sound.compendium.map((entry) => ({ ...entry, kind: 'cat' })) },
      'of kind "cat"',
    ],
    [
      'an entry with a foreign id',
      { ...sound, compendium: sound.compendium.map((entry) => ({ ...entry, id: 'ann' })) },
      'must start with "waving:"',
    ],
    [
      'a condition that holds while nothing known does',
      {
        ...sound,
        conditions: [{ id: 'down', name: 'Down', description: 'Out.', holdsWhile: 'nothing' }],
      },
      'Add it to the derived numbers',
    ],
    [
      'a filter by what nobody has',
      { ...sound, compendiumFilters: [{ name: 'Rage', path: 'details.rage' }] },
      'reads "details.rage"',
    ],
    [
      'a starter party of nobody',
      { ...sound, starter: { heroes: [], monsters: ['waving:bob'] } },
      'names "waving:bob"',
    ],
  ])('refuses %s and says what to mend', (_, plugin, sentence) => {
    expect(() => definePlugin(plugin)).toThrow(sentence)
  })
})
