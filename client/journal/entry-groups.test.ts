import { expect, test } from 'vitest'
import type { JournalEntry } from '../world/index.ts'
import { groupEntries, type Shown } from './entry-groups.ts'

const made = { by: 'gm', at: 0 }

function entry(title: string, other: Partial<JournalEntry> = {}): JournalEntry {
  const usual = { folder: '', kind: 'note', quest: 'open', place: 'shared', shownTo: [] } as const
  return { id: title, title, made, ...usual, ...other }
}

const entries = [
  entry('Bree', { folder: 'Places', kind: 'lore' }),
  entry('Find the mill', { kind: 'quest' }),
  entry('Letter', { place: 'handout' }),
  entry('Old debt', { kind: 'quest', quest: 'failed', folder: 'Places' }),
  entry('Rats', { kind: 'quest', quest: 'done', place: 'handout' }),
  entry('Shopping'),
]

function grouped(shown: Shown) {
  return groupEntries(entries, shown).map((group) => [
    group.type === 'folder' ? group.name : group.type,
    group.entries.map(({ title }) => title).join(),
  ])
}

test('entries stand by folder, handouts last, and nothing twice', () => {
  expect(grouped('all')).toEqual([
    ['unfiled', 'Find the mill,Shopping'],
    ['Places', 'Bree,Old debt'],
    ['handouts', 'Letter,Rats'],
  ])
})

test('quests alone stand by how it is with them, also those that were handed out', () => {
  expect(grouped('quest')).toEqual([
    ['open', 'Find the mill'],
    ['done', 'Rats'],
    ['failed', 'Old debt'],
  ])
  expect(grouped('lore')).toEqual([['Places', 'Bree']])
})
