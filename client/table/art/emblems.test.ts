import { expect, test } from 'vitest'
import { emblemFor, emblemNames, monogramField } from './emblems.ts'

test('every creature type and class of the SRD has an emblem of its own', () => {
  const names =
    'aberration beast celestial construct dragon elemental fey fiend giant humanoid monstrosity ' +
    'ooze plant undead swarm barbarian bard cleric druid fighter monk paladin ranger rogue ' +
    'sorcerer warlock wizard'
  const emblems = names.split(' ').map((name) => emblemFor(name))
  expect(emblems).not.toContain(undefined)
  expect(new Set(emblems).size).toBe(emblems.length)
})

test('types as rule books write them find their emblem', () => {
  expect(emblemFor('Humanoid (elf, wizard)')).toBe(emblemFor('humanoid'))
  expect(emblemFor('swarm of Tiny beasts')).toBe(emblemFor('swarm'))
})

test('what has no emblem, a hostile name too, wears the same field each time', () => {
  for (const name of ['', 'constructor', '__proto__', '<img onerror>', 'x'.repeat(10_000)]) {
    expect(emblemFor(name)).toBeUndefined()
    expect(monogramField(name)).toEqual(monogramField(name))
  }
})

test('every part of every emblem is a path that begins somewhere', () => {
  for (const name of emblemNames) {
    for (const part of emblemFor(name)?.parts ?? []) expect(part.path).toMatch(/^M[\d\s.-]+/u)
  }
})
