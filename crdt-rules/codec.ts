import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { greatestStamp, type Beside, type Dot, type NewEntry, type Taken } from './entry.ts'
import { isJson, type Json } from './json.ts'

/** What the bytes of one item say. */
export type Decoded =
  | { readonly type: 'definition'; readonly pattern: string }
  | {
      readonly type: 'entry'
      readonly path: string
      readonly definitionClock: number
      readonly stamp: number
      readonly kind: 'set' | 'add'
      readonly value: Json | undefined
      readonly beside: Beside
    }

/** A pattern cut at its stars, as the entries after it refer to it. */
export type Pieces = readonly string[]

/** `varuint 0 | varstring pattern`: the pattern that later entries of the same run fill in. */
export function encodeDefinition(pattern: string): Uint8Array {
  return write((encoder) => {
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarString(encoder, pattern)
  })
}

/**
 * `varuint clock(definition)+1 | varstring per capture | varuint 16*stamp+flags | depth |
 * beside | value`. Flags: 1 an addition, 2 something stands beside, 4 no value, 8 a depth.
 */
export function encodeEntry(
  definitionClock: number,
  captures: readonly string[],
  stamp: number,
  { kind, value, beside = nothingBeside }: NewEntry,
): Uint8Array {
  return write((encoder) => {
    const mask = maskOf(beside)
    encoding.writeVarUint(encoder, definitionClock + 1)
    for (const capture of captures) encoding.writeVarString(encoder, capture)
    const flags =
      (kind === 'add' ? isAddition : 0) +
      (mask === 0 ? 0 : hasBeside) +
      (value === undefined ? isEmpty : 0) +
      (beside.depth === undefined ? 0 : hasDepth)
    encoding.writeVarUint(encoder, stamp * 16 + flags)
    if (beside.depth !== undefined) encoding.writeVarUint(encoder, beside.depth)
    if (mask !== 0) writeBeside(encoder, mask, beside)
    if (value !== undefined) encoding.writeAny(encoder, toAny(value))
  })
}

/** What bytes say, or undefined when they say nothing that this version understands. */
export function decode(
  bytes: Uint8Array,
  piecesByClock: ReadonlyMap<number, Pieces>,
): Decoded | undefined {
  try {
    const decoder = decoding.createDecoder(bytes)
    const reference = decoding.readVarUint(decoder)
    const decoded =
      reference === 0 ? readDefinition(decoder) : readEntry(decoder, reference - 1, piecesByClock)
    return decoding.hasContent(decoder) ? undefined : decoded
  } catch {
    // Whatever another person's device wrote: bytes that end early, or nest without end.
    return undefined
  }
}

/** What stands beside a plain value: nothing. Shared, because most entries are plain. */
export const nothingBeside: Beside = Object.freeze({})

function readDefinition(decoder: decoding.Decoder): Decoded | undefined {
  const pattern = decoding.readVarString(decoder)
  return pattern.split('.').includes('') ? undefined : { type: 'definition', pattern }
}

function readEntry(
  decoder: decoding.Decoder,
  definitionClock: number,
  piecesByClock: ReadonlyMap<number, Pieces>,
): Decoded | undefined {
  const pieces = piecesByClock.get(definitionClock)
  if (pieces === undefined) return undefined
  let path = pieces[0] ?? ''
  for (let index = 1; index < pieces.length; index += 1) {
    const capture = readText(decoder)
    if (capture === '' || capture.includes('.') || capture === '*') return undefined
    path += capture + (pieces[index] ?? '')
  }
  const head = decoding.readVarUint(decoder)
  const flags = head % 16
  const stamp = (head - flags) / 16
  if (stamp > greatestStamp) return undefined
  const beside = (flags & (hasBeside | hasDepth)) === 0 ? nothingBeside : readBeside(decoder, flags)
  const value: unknown = (flags & isEmpty) === 0 ? decoding.readAny(decoder) : undefined
  if (value !== undefined && !isJson(value)) return undefined
  if (value === undefined && (flags & isEmpty) === 0) return undefined
  return {
    type: 'entry',
    path,
    definitionClock,
    stamp,
    kind: (flags & isAddition) === 0 ? 'set' : 'add',
    value,
    beside,
  }
}

/** Most names are short and plain, and then a loop beats the platform's decoder. */
function readText(decoder: decoding.Decoder): string {
  const start = decoder.pos
  const length = decoding.readVarUint(decoder)
  let text = ''
  for (let index = 0; index < length; index += 1) {
    const code = decoding.readUint8(decoder)
    if (code > 127) {
      decoder.pos = start
      return decoding.readVarString(decoder)
    }
    text += String.fromCharCode(code)
  }
  return text
}

function maskOf({ element, source, taken, bases, agreed }: Beside): number {
  return (
    (source === undefined ? 0 : besideSource) +
    (element === undefined ? 0 : besideElement) +
    (taken === undefined ? 0 : besideTaken) +
    (bases === undefined ? 0 : besideBases) +
    (agreed === undefined ? 0 : besideAgreed)
  )
}

function writeBeside(encoder: encoding.Encoder, mask: number, beside: Beside): void {
  encoding.writeVarUint(encoder, mask)
  if (beside.source !== undefined) encoding.writeVarString(encoder, beside.source)
  if (beside.element !== undefined) encoding.writeVarString(encoder, beside.element)
  if (beside.taken !== undefined) {
    encoding.writeVarUint(encoder, beside.taken.length)
    for (const { client, clock, sum } of beside.taken) {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, clock)
      encoding.writeAny(encoder, sum)
    }
  }
  if (beside.bases !== undefined) {
    encoding.writeVarUint(encoder, beside.bases.length)
    for (const { client, clock } of beside.bases) {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, clock)
    }
  }
  if (beside.agreed !== undefined) encoding.writeAny(encoder, toAny(beside.agreed))
}

function readBeside(decoder: decoding.Decoder, flags: number): Beside {
  const depth = (flags & hasDepth) === 0 ? undefined : decoding.readVarUint(decoder)
  if ((flags & hasBeside) === 0) return { depth }
  const mask = decoding.readVarUint(decoder)
  if (mask >= besideEnd) throw new Error('Written by a later version.')
  return {
    ...(depth !== undefined && { depth }),
    ...((mask & besideSource) !== 0 && { source: decoding.readVarString(decoder) }),
    ...((mask & besideElement) !== 0 && { element: decoding.readVarString(decoder) }),
    ...((mask & besideTaken) !== 0 && { taken: readTaken(decoder) }),
    ...((mask & besideBases) !== 0 && { bases: readBases(decoder) }),
    ...((mask & besideAgreed) !== 0 && { agreed: readJson(decoder) }),
  }
}

function readTaken(decoder: decoding.Decoder): readonly Taken[] {
  const length = decoding.readVarUint(decoder)
  const taken: Taken[] = []
  for (let index = 0; index < length; index += 1) {
    const client = decoding.readVarUint(decoder)
    const clock = decoding.readVarUint(decoder)
    const sum: unknown = decoding.readAny(decoder)
    if (typeof sum !== 'number' || !Number.isFinite(sum)) throw new Error('A sum is a number.')
    taken.push({ client, clock, sum })
  }
  return taken
}

function readBases(decoder: decoding.Decoder): readonly Dot[] {
  const length = decoding.readVarUint(decoder)
  const bases: Dot[] = []
  for (let index = 0; index < length; index += 1) {
    bases.push({ client: decoding.readVarUint(decoder), clock: decoding.readVarUint(decoder) })
  }
  return bases
}

function readJson(decoder: decoding.Decoder): Json {
  const value: unknown = decoding.readAny(decoder)
  if (!isJson(value)) throw new Error('Not JSON.')
  return value
}

/** lib0 names the types it writes without `readonly`. */
function toAny(value: Json): Parameters<typeof encoding.writeAny>[1] {
  return value as Parameters<typeof encoding.writeAny>[1]
}

function write(body: (encoder: encoding.Encoder) => void): Uint8Array {
  // One buffer for all entries: writing never waits, and the bytes are copied out.
  sharedEncoder.cpos = 0
  sharedEncoder.bufs.length = 0
  body(sharedEncoder)
  return encoding.toUint8Array(sharedEncoder)
}

const sharedEncoder = encoding.createEncoder()
const isAddition = 1
const hasBeside = 2
const isEmpty = 4
const hasDepth = 8
const besideSource = 1
const besideElement = 2
const besideTaken = 4
const besideBases = 8
const besideAgreed = 16
const besideEnd = 32
