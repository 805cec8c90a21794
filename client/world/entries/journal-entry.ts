import { lww, text, type Rule } from '#crdt-rules'
import { z } from 'zod'

export const longestTitle = 120
export const longestFolder = 60
/** More characters than that are kept, but neither shown nor searched. */
export const longestWords = 200_000

/** The member who began an entry, and when, in ms since 1970. */
export const EntryMade = z.object({ by: z.string().max(64), at: z.number().min(0) })
export type EntryMade = z.infer<typeof EntryMade>

/** Plain words, something to be done, or what is known of the world. */
export const EntryKind = z.enum(['note', 'quest', 'lore'])
export type EntryKind = z.infer<typeof EntryKind>

/** How it stands with a quest. */
export const QuestState = z.enum(['open', 'done', 'failed'])
export type QuestState = z.infer<typeof QuestState>

/** A copy of an entry as it was when it was shown to one member. */
export const HandoutPage = z.object({
  title: z.string().max(longestTitle),
  words: z.string().max(longestWords),
  made: EntryMade,
  kind: EntryKind.optional(),
  quest: QuestState.optional(),
})
export type HandoutPage = z.infer<typeof HandoutPage>

/** Title, folder, kind, how a quest stands, and words merge apart; words letter by letter. */
export const journalRules: Readonly<Record<string, Rule>> = {
  'journal.*.title': lww(z.string().min(1).max(longestTitle)),
  'journal.*.folder': lww(z.string().max(longestFolder)),
  'journal.*.kind': lww(EntryKind),
  'journal.*.quest': lww(QuestState),
  'journal.*.words': text(),
  'journal.*.made': lww(EntryMade),
  'handouts.*.page': lww(HandoutPage),
}

/** An entry of the journal as lists show it. */
export interface JournalEntry {
  readonly id: string
  readonly title: string
  /** Empty for entries that lie in none. */
  readonly folder: string
  readonly kind: EntryKind
  /** Of a quest; `open` of others. */
  readonly quest: QuestState
  /** Everyone's; the GM's alone; or a copy that was shown to me, which only I and the GM hold. */
  readonly place: 'shared' | 'secret' | 'handout'
  readonly made: EntryMade
  /** The members who were given a copy, as far as this device may know. */
  readonly shownTo: readonly string[]
}

/** What a name in double brackets leads to. */
export interface LinkTarget {
  readonly kind: 'entry' | 'actor' | 'scene'
  readonly id: string
  readonly name: string
}
