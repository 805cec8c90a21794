import { openDocument, type Edit, type RuleDocument, type Sibling } from '#crdt-rules'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import * as Y from 'yjs'

/** A write of one document as an update for another. */
export interface Carried {
  /** The Yjs client id that stands for this one write. */
  readonly client: number
  readonly update: Uint8Array
}

/**
 * Says in another document what somebody wrote in this one, apart from everything that stands there. The update is
 * made of nothing but the write itself, down to its client id: whoever carries it makes the same bytes, and Yjs counts
 * them once. Undefined where the rule of the path takes no such write.
 */
export function carriedUpdate(
  from: RuleDocument,
  fromName: string,
  path: string,
  sibling: Sibling,
): Carried | undefined {
  // A removal takes out what it saw, and none of that is in the other document.
  if (sibling.kind === 'remove') return undefined
  const edit = editOf(from.rules.ruleOf(path).name, sibling)
  const client = standInFor(`${fromName} ${path}`, sibling)
  const doc = new Y.Doc()
  doc.clientID = client
  const document = openDocument({ doc, rules: from.rules, now: () => sibling.at })
  const isTaken = document.check(path, edit) === undefined
  if (isTaken) document.write(path, edit)
  const update = Y.encodeStateAsUpdate(doc)
  document.destroy()
  doc.destroy()
  return isTaken ? { client, update } : undefined
}

function editOf(rule: string, { kind, value, element, source }: Sibling): Edit {
  if (kind === 'set') return { set: value }
  if (rule === 'order') return { add: { id: element ?? '', position: value } }
  return source === undefined ? { add: value } : { add: value, source }
}

function standInFor(place: string, { dot }: Sibling): number {
  const digest = sha256(utf8ToBytes(`carried ${place} ${dot.client} ${dot.clock}`))
  return new DataView(digest.buffer, digest.byteOffset).getUint32(0)
}
