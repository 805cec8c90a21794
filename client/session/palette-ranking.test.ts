import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Command, rankCommands } from './palette-ranking.ts'

const commands = ['Hobgoblin', 'Goblin 2', 'Open the log', 'Goblin', 'Élan', 'Attack'].map(named)

describe('the command palette', () => {
  test('puts the exact name first, then beginnings, then what contains it', () => {
    expect(names('goblin')).toEqual(['Goblin', 'Goblin 2', 'Hobgoblin'])
  })

  test('finds the beginning of any word', () => {
    expect(names('log')[0]).toBe('Open the log')
  })

  test('finds name and kind together, in any order', () => {
    expect(names('thing att')).toEqual(['Attack'])
  })

  test('does not care about accents or case', () => {
    expect(names('elan')).toEqual(['Élan'])
  })

  test('forgives letters left out', () => {
    expect(names('atk')).toEqual(['Attack'])
  })

  test('offers everything, in order, when nothing is typed', () => {
    expect(names('  ')).toEqual(commands.map(({ name }) => name))
  })

  test('tells what is called so from what only has its letters', () => {
    expect(rankCommands('gobl', commands).guessed).toEqual([])
    expect(rankCommands('gbln', commands).named).toEqual([])
    expect(rankCommands('gbln', commands).guessed).toHaveLength(3)
  })

  test('never answers anything twice, nor what is not there', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const { named, guessed } = rankCommands(typed, commands)
        const found = [...named, ...guessed]
        expect(new Set(found).size).toBe(found.length)
        expect(commands).toEqual(expect.arrayContaining(found))
      }),
    )
  })
})

function names(typed: string): readonly string[] {
  const { named, guessed } = rankCommands(typed, commands)
  return [...named, ...guessed].map(({ name }) => name)
}

function named(name: string): Command {
  return { id: name, name, kind: 'Thing', run: () => undefined }
}
