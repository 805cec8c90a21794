import { defineRules, openDocument } from '#crdt-rules'
import { coreRules } from '#plugin-sdk'
import * as Y from 'yjs'

/** An update for a table document that puts many goblins on a scene; answers their token ids. */
export function createCrowd(scene: string, count: number) {
  const doc = new Y.Doc()
  const document = openDocument({ doc, rules: defineRules(coreRules), now: () => Date.now() })
  const ids = Array.from({ length: count }, (_, index) => `c${index}`)
  document.transact(() => {
    ids.forEach((id, index) => {
      document.create(`actors.${id}`)
      document.write(`actors.${id}.template`, { set: 'practice:goblin' })
      document.create(`tokens.${id}`)
      document.write(`tokens.${id}.actor`, { set: id })
      const position = { scene, x: index % 40, y: Math.floor(index / 40), elevation: 0 }
      document.write(`tokens.${id}.position`, { set: position })
    })
  })
  return { ids, update: Y.encodeStateAsUpdate(doc) }
}
