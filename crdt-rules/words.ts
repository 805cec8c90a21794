import type * as Y from 'yjs'
import { entityOf } from './pattern.ts'
import { combineTyping, replaceMiddle, takeBackTyping, type Typing } from './typing.ts'

/** The texts of a document of words: one root text per path. */
export interface Words {
  readonly text: (path: string) => Y.Text
  readonly read: (path: string) => string | undefined
  /** Answers what it did, which `takeBack` takes back. */
  readonly replace: (path: string, content: string) => Typing
  readonly combine: (path: string, edits: readonly Typing[]) => Typing
  /** Undefined when it was taken back before, or changed since. */
  readonly takeBack: (path: string, typing: Typing) => Typing | undefined
  /** Whether there is a text below an entity, be it an empty one. */
  readonly holds: (entity: string) => boolean
  /** The paths below a prefix where something is written. */
  readonly paths: (prefix: string) => readonly string[]
  readonly destroy: () => void
}

/** Opens a document of words, and tells which texts change. */
export function openWords(doc: Y.Doc, onChange: (paths: ReadonlySet<string>) => void): Words {
  function tell(transaction: Y.Transaction): void {
    const paths = new Set<string>()
    for (const [path, type] of doc.share) if (transaction.changed.has(type)) paths.add(path)
    if (paths.size > 0) onChange(paths)
  }
  doc.on('afterTransaction', tell)

  const withText = new Set<string>()
  let noted = 0

  /** Root types come and never go. */
  function holds(entity: string): boolean {
    if (noted !== doc.share.size) for (const path of doc.share.keys()) withText.add(entityOf(path))
    noted = doc.share.size
    return withText.has(entity)
  }

  function text(path: string): Y.Text {
    return doc.getText(path)
  }

  function read(path: string): string | undefined {
    if (!doc.share.has(path)) return undefined
    const content = text(path).toJSON()
    return content === '' ? undefined : content
  }

  return {
    text,
    read,
    replace: (path, content) => doc.transact(() => replaceMiddle(text(path), content)),
    combine: (path, edits) => combineTyping(text(path), edits),
    takeBack: (path, typing) => doc.transact(() => takeBackTyping(text(path), typing)),
    holds,
    paths: (prefix) =>
      [...doc.share.keys()].filter(
        (path) => (path === prefix || path.startsWith(`${prefix}.`)) && read(path) !== undefined,
      ),
    destroy: () => doc.off('afterTransaction', tell),
  }
}
