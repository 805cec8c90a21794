import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

/**
 * Everything a document holds, as bytes that two replicas with the same content share, however their content was
 * cut into structs and whatever of it was collected: per client, in order of clocks, what is deleted as ranges and
 * the rest element by element.
 */
export function contentBytes(doc: Y.Doc): Uint8Array {
  return bytesOf(doc, () => undefined)
}

/** As `contentBytes`, and where each element stands: what it was written into, and between which two others. */
export function contentAndPlaceBytes(doc: Y.Doc): Uint8Array {
  return bytesOf(doc, writePlace)
}

type WritePlace = (encoder: encoding.Encoder, item: Y.Item, element: number) => void

function bytesOf(doc: Y.Doc, place: WritePlace): Uint8Array {
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
        if (struct instanceof Y.Item) writeElements(encoder, struct, place)
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

function writeElements(encoder: encoding.Encoder, item: Y.Item, place: WritePlace): void {
  const { content, parentSub } = item
  for (const [index, element] of (content.getContent() as unknown[]).entries()) {
    place(encoder, item, index)
    const isType = element instanceof Y.AbstractType
    encoding.writeUint8(encoder, isType ? TYPE : ELEMENT)
    encoding.writeVarString(encoder, parentSub ?? '')
    if (!isType) encoding.writeAny(encoder, element as Parameters<typeof encoding.writeAny>[1])
  }
}

function writePlace(encoder: encoding.Encoder, item: Y.Item, element: number): void {
  const { client, clock } = item.id
  const left = element === 0 ? item.origin : Y.createID(client, clock + element - 1)
  const into = item.parent instanceof Y.AbstractType ? (item.parent as ParentType) : undefined
  for (const id of [left, item.rightOrigin, into?._item?.id]) {
    encoding.writeVarString(encoder, id == null ? '' : `${id.client} ${id.clock}`)
  }
  const isRoot = into !== undefined && into._item === null
  encoding.writeVarString(encoder, isRoot ? Y.findRootTypeKey(into) : '')
  const { content } = item
  const kind = content instanceof Y.ContentType ? content.type.constructor : content.constructor
  encoding.writeVarString(encoder, kind.name)
}

type ParentType = Y.AbstractType<unknown>
