import { z } from 'zod'
import { isSameDot, type Dot, type Entry } from './entry.ts'
import { isJson, type Json } from './json.ts'
import type { Done } from './ledger.ts'
import type { Typing } from './typing.ts'

const JsonValue = z.custom<Json>(isJson)
const Dot = z.object({ client: z.int().nonnegative(), clock: z.int().nonnegative() })
const Taken = z.object({ ...Dot.shape, sum: z.number() })
const Beside = z.object({
  element: z.string().optional(),
  source: z.string().optional(),
  depth: z.int().nonnegative().optional(),
  taken: z.array(Taken).readonly().optional(),
  bases: z.array(Dot).readonly().optional(),
  agreed: JsonValue.optional(),
})
const Entry = z.object({
  ...Dot.shape,
  stamp: z.int().nonnegative(),
  kind: z.enum(['set', 'add', 'remove']),
  value: JsonValue.optional().transform((value) => value),
  beside: Beside,
})
const EntriesChange = z.object({
  type: z.literal('entries'),
  path: z.string(),
  added: z.array(Entry).readonly(),
  superseded: z.array(Entry).readonly(),
  after: z.array(Dot).readonly(),
})

const WordsChange = z.object({
  type: z.literal('words'),
  path: z.string(),
  typed: z.array(z.object({ ...Dot.shape, length: z.int().positive() })).readonly(),
  erased: z.array(z.object({ ...Dot.shape, text: z.string().min(1) })).readonly(),
  known: z.array(Dot).readonly(),
})
const Change = z.discriminatedUnion('type', [EntriesChange, WordsChange])

/** What one transaction did, as plain data: enough to take it back later, also on another device. */
export const Receipt = z.object({ changes: z.array(Change).readonly() })

/** What one transaction did, per path. */
export interface Receipt {
  readonly changes: readonly ReceiptChange[]
}

/** What a transaction did at one path. */
export type ReceiptChange = EntriesChange | WordsChange

/** What it added to a register, what it superseded there, and what stood after. */
export interface EntriesChange {
  readonly type: 'entries'
  readonly path: string
  readonly added: readonly Entry[]
  readonly superseded: readonly Entry[]
  readonly after: readonly Dot[]
}

/** What it typed and deleted in a text. */
export interface WordsChange extends Typing {
  readonly type: 'words'
  readonly path: string
}

/** Notes what is written while a transaction runs. */
export interface Recorder {
  readonly note: (path: string, done: Done) => void
  readonly noteTyping: (path: string, typing: Typing) => void
  /** Asks what stands at a path now, and what several edits of a text come to. */
  readonly receipt: (
    standing: (path: string) => readonly Dot[],
    combine: (path: string, edits: readonly Typing[]) => Typing,
  ) => Receipt
}

/** A recorder that has noted nothing. */
export function createRecorder(): Recorder {
  const notes = new Map<string, { added: Entry[]; superseded: Entry[] }>()
  const typingNotes = new Map<string, readonly Typing[]>()

  return {
    note(path, { added, superseded }) {
      const note = notes.get(path) ?? { added: [], superseded: [] }
      notes.set(path, note)
      const own = superseded.filter((entry) => note.added.some((mine) => isSameDot(mine, entry)))
      note.superseded.push(...superseded.filter((entry) => !own.includes(entry)).map(toPlain))
      note.added = note.added.filter((mine) => !own.some((entry) => isSameDot(mine, entry)))
      note.added.push(...added.map(toPlain))
    },
    noteTyping(path, typing) {
      typingNotes.set(path, [...(typingNotes.get(path) ?? []), typing])
    },
    receipt(standing, combine) {
      const changes = [...notes].map(([path, note]): ReceiptChange => ({
        type: 'entries',
        path,
        ...note,
        after: standing(path),
      }))
      for (const [path, edits] of typingNotes) {
        const typing = combine(path, edits)
        if (typing.typed.length + typing.erased.length === 0) continue
        changes.push({ type: 'words', path, ...typing })
      }
      return { changes }
    },
  }
}

function toPlain({ client, clock, stamp, kind, value, beside }: Entry): Entry {
  return { client, clock, stamp, kind, ...(value !== undefined && { value }), beside } as Entry
}
