import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

/**
 * Everything a document holds, as bytes that two replicas with the same content share, however their content was
 * cut into structs and whatever of it was collected: per client, in order of clocks, what is deleted as ranges and
 * the rest element by element.
 */
export function contentBytes(doc: Y.Doc): Uint8Array {
  const encoder = encoding.createEncoder()
  const clients = [...doc.store.clients.keys()].sort((left, right) => left - right)
  for (const client of clients) {
    encoding.writeVarUint(encoder, client)
    let deletedFrom: number | undefined
    let clock = 0
    for (const struct of doc.store.clients.get(client) ?? []) {
      if (struct.deleted) deletedFrom ??= struct.id.clock
      else {
        writeDeleted(encoder, deletedFrom, struct.id.clock)
        deletedFrom = undefined
        if (struct instanceof Y.Item) writeElements(encoder, struct)
      }
      clock = struct.id.clock + struct.length
    }
    writeDeleted(encoder, deletedFrom, clock)
  }
  return encoding.toUint8Array(encoder)
}

const DELETED = 0
const ELEMENT = 1
const TYPE = 2

function writeDeleted(encoder: encoding.Encoder, from: number | undefined, to: number): void {
  if (from === undefined) return
  encoding.writeUint8(encoder, DELETED)
  encoding.writeVarUint(encoder, from)
  encoding.writeVarUint(encoder, to)
}

function writeElements(encoder: encoding.Encoder, { content, parentSub }: Y.Item): void {
  for (const element of content.getContent() as unknown[]) {
    const isType = element instanceof Y.AbstractType
    encoding.writeUint8(encoder, isType ? TYPE : ELEMENT)
    encoding.writeVarString(encoder, parentSub ?? '')
    if (!isType) encoding.writeAny(encoder, element as Parameters<typeof encoding.writeAny>[1])
  }
}
