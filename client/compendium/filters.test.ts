import { describe, expect, test } from 'vitest'
import type { CompendiumEntry, CompendiumFilter } from '#plugin-sdk'
import { filterOptions, passes } from './filters.ts'

const size: CompendiumFilter = {
  name: 'Size',
  path: 'details.size',
  order: ['Small', 'Large', 'Huge'],
}
const challenge: CompendiumFilter = {
  name: 'Challenge',
  path: 'details.challenge',
  words: { '0.25': '1/4' },
}
const filters = [size, challenge]
const goblin = entry('Goblin', { size: 'Small', challenge: 0.25 })
const ogre = entry('Ogre', { size: 'large', challenge: 2 })
const dragon = entry('Dragon', { size: 'Large', challenge: 10 })
const hero = entry('Hero', { size: 'Small' })

describe('the filters of the compendium', () => {
  test('offer what entries have, in the order and the words of the game system', () => {
    const offered = filterOptions(filters, [dragon, ogre, goblin, hero])
    expect(offered.map(({ options }) => options.map(({ words }) => words))).toEqual([
      ['Small', 'Large'],
      ['1/4', '2', '10'],
    ])
  })

  test('that could tell nothing apart are not offered', () => {
    expect(filterOptions(filters, [goblin, hero])).toEqual([])
  })

  test('let pass what has everything that is wanted', () => {
    const found = (chosen: Record<string, string>) =>
      [goblin, ogre, dragon, hero]
        .filter((one) => passes(one, filters, chosen))
        .map(({ name }) => name)
    expect(found({})).toHaveLength(4)
    expect(found({ 'details.size': 'large' })).toEqual(['Ogre', 'Dragon'])
    expect(found({ 'details.size': 'large', 'details.challenge': '2' })).toEqual(['Ogre'])
    expect(found({ 'details.challenge': '', 'details.size': 'small' })).toEqual(['Goblin', 'Hero'])
  })

  test('are not misled by data of another shape', () => {
    const odd = entry('Odd', { size: { broad: true } })
    expect(passes(odd, filters, { 'details.size': 'small' })).toBe(false)
    expect(filterOptions(filters, [odd, { ...odd, data: null }])).toEqual([])
  })
})

function entry(name: string, details: CompendiumEntry['data']): CompendiumEntry {
  return { id: name, kind: 'monster', name, summary: '', art: '', size: 1, data: { details } }
}
