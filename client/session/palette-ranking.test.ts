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

  test('never answers more than asked for, nor anything twice', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(8), (typed, limit) => {
        const found = rankCommands(typed, commands, limit)
        expect(found.length).toBeLessThanOrEqual(limit)
        expect(new Set(found).size).toBe(found.length)
      }),
    )
  })
})

function names(typed: string): readonly string[] {
  return rankCommands(typed, commands, 20).map(({ name }) => name)
}

function named(name: string): Command {
  return { id: name, name, kind: 'Thing', run: () => undefined }
}
