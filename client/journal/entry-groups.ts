import type { EntryKind, JournalEntry, QuestState } from '../world/index.ts'

/** What the list is narrowed to. */
export type Shown = 'all' | EntryKind

/** Entries that stand together under one name. */
export type EntryGroup =
  | { readonly type: 'unfiled'; readonly entries: readonly JournalEntry[] }
  | {
      readonly type: 'folder'
      readonly name: string
      readonly entries: readonly JournalEntry[]
    }
  | { readonly type: QuestState | 'handouts'; readonly entries: readonly JournalEntry[] }

/** Quests by how they stand, everything else by folder; each in the order of the entries, and none that is empty. */
export function groupEntries(
  entries: readonly JournalEntry[],
  shown: Shown,
): readonly EntryGroup[] {
  const some = shown === 'all' ? entries : entries.filter(({ kind }) => kind === shown)
  const groups = shown === 'quest' ? byState(some) : byFolder(some)
  return groups.filter(({ entries }) => entries.length > 0)
}

function byState(entries: readonly JournalEntry[]): readonly EntryGroup[] {
  return states.map((type) => ({ type, entries: entries.filter(({ quest }) => quest === type) }))
}

function byFolder(entries: readonly JournalEntry[]): readonly EntryGroup[] {
  const filed = entries.filter(({ place }) => place !== 'handout')
  const names = [...new Set(filed.map(({ folder }) => folder))].filter(Boolean).sort()
  return [
    { type: 'unfiled', entries: filed.filter(({ folder }) => folder === '') },
    ...names.map((name) => ({
      type: 'folder' as const,
      name,
      entries: filed.filter(({ folder }) => folder === name),
    })),
    { type: 'handouts', entries: entries.filter(({ place }) => place === 'handout') },
  ]
}

const states = ['open', 'done', 'failed'] as const
