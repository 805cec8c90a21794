import type { Edit, RuleDocument, Sibling } from '#crdt-rules'

/** Writes an entity of one document into another as it stands, collections element by element. */
export function copyEntity(from: RuleDocument, to: RuleDocument, entity: string): void {
  if (to.paths(entity).length > 0) to.purge(entity)
  to.restore(entity)
  for (const path of from.paths(entity)) {
    if (gmOnly.test(path)) continue
    for (const edit of editsFor(from, path)) {
      // What no longer fits the rule is not worth failing for: the rest of the entity matters more.
      if (to.check(path, edit) === undefined) to.write(path, edit)
    }
  }
}

function editsFor(from: RuleDocument, path: string): readonly Edit[] {
  const { rule, siblings, view } = from.inspect(path)
  if (rule === 'addWinsSet' || rule === 'log') {
    return siblings.filter(({ kind }) => kind === 'add').map(toAddition)
  }
  return view === undefined ? [] : [{ set: view }]
}

function toAddition({ value, source }: Sibling): Edit {
  return source === undefined ? { add: value } : { add: value, source }
}

/** What only the GM's own document says of a token: players can write the table's copy. */
export const gmOnly = /^tokens\.[^.]+\.(shownTo|waits)$/
