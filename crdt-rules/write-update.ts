import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

/**
 * The update of a transaction (v1), byte by byte what Yjs would write; undefined when nothing happened. Yjs makes three
 * maps of all clients and sorts them, also for a transaction with one entry of one client.
 */
export function writeUpdate(transaction: Y.Transaction): Uint8Array | undefined {
  const { deleteSet, doc, beforeState } = transaction
  if (deleteSet.clients.size === 0 && !didGrow(transaction)) return undefined
  const { restEncoder } = encoder
  restEncoder.cpos = 0
  restEncoder.bufs.length = 0
  // Who listens may have written more meanwhile: Yjs says all there is, so that nothing comes before what it needs.
  const grown: number[] = []
  doc.store.clients.forEach((_structs, client) => {
    const isNew = !beforeState.has(client)
    if (isNew || Y.getState(doc.store, client) > clockBefore(transaction, client))
      grown.push(client)
  })
  encoding.writeVarUint(restEncoder, grown.length)
  for (const client of highestFirst(grown)) {
    const structs = doc.store.clients.get(client)
    if (structs !== undefined) writeStructs(structs, client, clockBefore(transaction, client))
  }
  writeDeletions(deleteSet)
  return encoding.toUint8Array(restEncoder)
}

function didGrow({ beforeState, afterState }: Y.Transaction): boolean {
  for (const [client, clock] of afterState) if (beforeState.get(client) !== clock) return true
  return false
}

function clockBefore({ beforeState }: Y.Transaction, client: number): number {
  return beforeState.get(client) ?? 0
}

/** `varuint structs | varuint client | varuint clock | structs`, of the first what is after the clock. */
function writeStructs(structs: readonly (Y.GC | Y.Item)[], client: number, known: number): void {
  const clock = Math.max(known, structs[0]?.id.clock ?? 0)
  const from = Y.findIndexSS(structs as (Y.GC | Y.Item)[], clock)
  encoding.writeVarUint(encoder.restEncoder, structs.length - from)
  encoder.writeClient(client)
  encoding.writeVarUint(encoder.restEncoder, clock)
  for (let index = from; index < structs.length; index += 1) {
    const struct = structs[index]
    struct?.write(encoder, index === from ? clock - struct.id.clock : 0)
  }
}

/** `varuint clients`, for each `varuint client | varuint ranges`, for each `varuint clock | varuint length`. */
function writeDeletions({ clients }: Y.Transaction['deleteSet']): void {
  const { restEncoder } = encoder
  encoding.writeVarUint(restEncoder, clients.size)
  for (const client of highestFirst([...clients.keys()])) {
    const ranges = clients.get(client) ?? []
    encoding.writeVarUint(restEncoder, client)
    encoding.writeVarUint(restEncoder, ranges.length)
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(restEncoder, clock)
      encoding.writeVarUint(restEncoder, len)
    }
  }
}

function highestFirst(clients: number[]): readonly number[] {
  return clients.length < 2 ? clients : clients.sort((left, right) => right - left)
}

const encoder = new Y.UpdateEncoderV1()
