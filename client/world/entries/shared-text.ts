import * as Y from 'yjs'

/** A text that several people type into at once. Positions count UTF-16 code units, as fields do. */
export interface SharedText {
  read(): string
  /** Takes out so many units at a place and puts others in. */
  splice(at: number, removed: number, inserted: string): void
  /** Tells every change that did not come from `splice`, in its order. */
  onChange(listener: (change: TextChange) => void): () => void
  /** Takes my own typing back, or brings it again; the typing of others stays. */
  undo(): void
  redo(): void
  close(): void
}

/** A change from the front to the back: so many kept, so many removed, these put in. */
export type TextChange = readonly (
  { readonly keep: number } | { readonly remove: number } | { readonly insert: string }
)[]

/** One person's hold of a shared text. `write` wraps what this person does to it. */
export function holdText(text: Y.Text, write: (body: () => void) => void): SharedText {
  const mine = {}
  const undo = new Y.UndoManager(text, { trackedOrigins: new Set([mine]) })
  const leaving = new Set([() => undo.destroy()])

  return {
    read: () => text.toJSON(),

    splice(at, removed, inserted) {
      write(() =>
        Y.transact(
          text.doc ?? detached(),
          () => {
            if (removed > 0) text.delete(at, removed)
            if (inserted !== '') text.insert(at, inserted)
          },
          mine,
        ),
      )
    },

    onChange(listener) {
      const observer = (event: Y.YTextEvent, { origin }: Y.Transaction) => {
        if (origin !== mine) listener(event.changes.delta.map(toStep))
      }
      text.observe(observer)
      const leave = () => {
        if (leaving.delete(leave)) text.unobserve(observer)
      }
      leaving.add(leave)
      return leave
    },

    undo: () => write(() => void undo.undo()),
    redo: () => write(() => void undo.redo()),
    close() {
      for (const leave of leaving) leave()
      leaving.clear()
    },
  }
}

/** Where a place in the text lies after a change; what is put in right there comes after it. */
export function placeAfter(change: TextChange, place: number): number {
  let at = 0
  let moved = place
  for (const step of change) {
    if (at > moved) break
    if ('keep' in step) at += step.keep
    else if ('insert' in step) {
      if (at < moved) moved += step.insert.length
      at += step.insert.length
    } else moved -= Math.max(0, Math.min(step.remove, moved - at))
  }
  return moved
}

/** The one stretch in which two texts differ: where it begins, how much of the old goes, what comes. */
export function differenceOf(before: string, after: string, caret: number) {
  const most = Math.min(before.length, after.length)
  // What was typed ends at the caret, so the same letters behind it are kept first.
  const behind = Math.max(0, after.length - caret)
  let end = 0
  while (end < Math.min(most, behind) && before.at(-1 - end) === after.at(-1 - end)) end++
  let start = 0
  while (start < most - end && before[start] === after[start]) start++
  while (start + end < most && before.at(-1 - end) === after.at(-1 - end)) end++
  return {
    at: start,
    removed: before.length - start - end,
    inserted: after.slice(start, after.length - end),
  }
}

function toStep({ retain, delete: removed, insert }: Y.YTextEvent['delta'][number]) {
  if (retain !== undefined) return { keep: retain }
  if (removed !== undefined) return { remove: removed }
  return { insert: typeof insert === 'string' ? insert : '' }
}

function detached(): never {
  throw new Error('A text must belong to a document before it is typed into.')
}
