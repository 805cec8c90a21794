import type { RuleDocument } from '#crdt-rules'

/** Writes all that a scene's document says of the map into another; what was explored is left out. */
export function copyContents(from: RuleDocument, to: RuleDocument): void {
  const kinds = kindsIn(from)
  for (const kind of kinds) for (const id of from.entities(kind)) to.restore(`${kind}.${id}`)
  for (const path of from.paths('')) {
    const [kind = '', id = ''] = path.split('.')
    const isThere = kind === 'map' || (kinds.has(kind) && from.exists(`${kind}.${id}`))
    const value = isThere ? from.read(path) : undefined
    if (value !== undefined && to.check(path, { set: value }) === undefined) {
      to.write(path, { set: value })
    }
  }
}

/** Removes every trace of what a scene's document says. */
export function purgeContents(document: RuleDocument): void {
  const entities = new Set(document.paths('').map((path) => path.split('.', 2).join('.')))
  for (const entity of entities) if (!entity.startsWith('writers.')) document.purge(entity)
}

function kindsIn(document: RuleDocument): ReadonlySet<string> {
  const kinds = new Set(document.paths('').map((path) => path.slice(0, path.indexOf('.'))))
  for (const kind of ['map', 'explored', 'writers']) kinds.delete(kind)
  return kinds
}
