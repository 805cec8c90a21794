import type * as Y from 'yjs'

/** The texts of a document of words: one root text per path. */
export interface Words {
  readonly text: (path: string) => Y.Text
  readonly read: (path: string) => string | undefined
  readonly replace: (path: string, content: string) => void
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
    paths: (prefix) =>
      [...doc.share.keys()].filter(
        (path) => (path === prefix || path.startsWith(`${prefix}.`)) && read(path) !== undefined,
      ),
    destroy: () => doc.off('afterTransaction', tell),
  }
}

/** Replaces only what differs, so that typing elsewhere in the text stays where it is. */
function replaceMiddle(text: Y.Text, content: string): void {
  const before = text.toJSON()
  const shortest = Math.min(before.length, content.length)
  let start = 0
  while (start < shortest && before[start] === content[start]) start += 1
  let end = 0
  while (end < shortest - start && before.at(-1 - end) === content.at(-1 - end)) end += 1
  text.delete(start, before.length - start - end)
  text.insert(start, content.slice(start, content.length - end))
}
