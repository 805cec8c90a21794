import type { RuleDocument } from '#crdt-rules'

/** Knows which entities only the GM may know of. */
export interface Secrets {
  /** The entity, 'tokens.t1', lives in the GM's document. */
  has(entity: string): boolean
  /** The ids of the hidden ones of a kind: 'tokens'. */
  entities(kind: string): readonly string[]
  /** Whether a value names a hidden actor, token or scene anywhere, also inside of words. */
  isNamedIn(value: unknown): boolean
}

/** Whatever names a hidden thing must not reach a document or a whisper that players can open. */
export function createSecrets(gm: RuleDocument | undefined): Secrets {
  if (gm === undefined) return { has: () => false, entities: () => [], isNamedIn: () => false }
  let ids: readonly string[] | undefined
  gm.subscribe('', () => (ids = undefined))

  return {
    has: (entity) => gm.exists(entity),
    entities: (kind) => gm.entities(kind),
    isNamedIn(value) {
      ids ??= [...gm.entities('tokens'), ...gm.entities('actors'), ...gm.entities('scenes')]
      if (ids.length === 0) return false
      const text = JSON.stringify(value) ?? ''
      return ids.some((id) => text.includes(id))
    },
  }
}
