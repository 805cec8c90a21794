import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import {
  isShortAndPlain,
  readCharacters,
  readJson,
  readText,
  writeCharacters,
  writeJson,
  writeText,
} from './any.ts'
import { greatestStamp, type Beside, type Dot, type NewEntry, type Taken } from './entry.ts'
import type { Json } from './json.ts'

/** What the bytes of one item say. */
export type Decoded = Definition | DecodedEntry

/** Something that later entries of the same run refer to: a pattern, or what stands for a star. */
export interface Definition {
  readonly type: 'pattern' | 'name'
  readonly text: string
}

/** An entry with the clocks of the definitions that it refers to; -1 for a name of its own. */
export interface DecodedEntry {
  readonly type: 'entry'
  readonly path: string
  readonly patternClock: number
  readonly nameClock: number
  readonly stamp: number
  readonly kind: 'set' | 'add'
  readonly value: Json | undefined
  readonly beside: Beside
}

/** What one run defined, by clock. */
export interface Definitions {
  /** Patterns cut at their stars. */
  readonly patterns: ReadonlyMap<number, readonly string[]>
  readonly names: ReadonlyMap<number, string>
}

/** `varuint 0 | varuint type | text`. */
export function encodeDefinition({ type, text }: Definition): Uint8Array {
  sharedEncoder.cpos = 0
  encoding.writeVarUint(sharedEncoder, 0)
  encoding.writeVarUint(sharedEncoder, type === 'pattern' ? 0 : 1)
  writeText(sharedEncoder, text)
  return finish()
}

/**
 * `varuint clock(pattern)+1 | name | text per further star | varuint 16*stamp+flags | depth | beside |
 * value`. A name is `varuint 2*length | utf-8`, or `varuint 2*clock+1` of its definition. Flags: 1 an
 * addition, 2 something stands beside, 4 no value, 8 a depth.
 */
export function encodeEntry(
  patternClock: number,
  nameClock: number,
  captures: readonly string[],
  stamp: number,
  { kind, value, beside = nothingBeside }: NewEntry,
): Uint8Array {
  sharedEncoder.cpos = 0
  const mask = maskOf(beside)
  encoding.writeVarUint(sharedEncoder, patternClock + 1)
  for (let index = 0; index < captures.length; index += 1) {
    if (index > 0) writeText(sharedEncoder, captures[index] ?? '')
    else if (nameClock >= 0) encoding.writeVarUint(sharedEncoder, nameClock * 2 + 1)
    else writeName(sharedEncoder, captures[index] ?? '')
  }
  const flags =
    (kind === 'add' ? isAddition : 0) +
    (mask === 0 ? 0 : hasBeside) +
    (value === undefined ? isEmpty : 0) +
    (beside.depth === undefined ? 0 : hasDepth)
  encoding.writeVarUint(sharedEncoder, stamp * 16 + flags)
  if (beside.depth !== undefined) encoding.writeVarUint(sharedEncoder, beside.depth)
  if (mask !== 0) writeBeside(sharedEncoder, mask, beside)
  if (value !== undefined) writeJson(sharedEncoder, value)
  return finish()
}

/** What bytes say, or undefined when they say nothing that this version understands. */
export function decode(bytes: Uint8Array, definitions: Definitions): Decoded | undefined {
  try {
    const decoder = decoding.createDecoder(bytes)
    const reference = decoding.readVarUint(decoder)
    const decoded =
      reference === 0 ? readDefinition(decoder) : readEntry(decoder, reference - 1, definitions)
    return decoding.hasContent(decoder) ? undefined : decoded
  } catch {
    // Whatever another person's device wrote: bytes that end early, or nest without end.
    return undefined
  }
}

/** What stands beside a plain value: nothing. Shared, because most entries are plain. */
export const nothingBeside: Beside = Object.freeze({})

function readDefinition(decoder: decoding.Decoder): Definition | undefined {
  const type = decoding.readVarUint(decoder)
  const text = readText(decoder)
  if (type === 1) return isName(text) ? { type: 'name', text } : undefined
  return type > 1 || text.split('.').includes('') ? undefined : { type: 'pattern', text }
}

function readEntry(
  decoder: decoding.Decoder,
  patternClock: number,
  { patterns, names }: Definitions,
): DecodedEntry | undefined {
  const pieces = patterns.get(patternClock)
  if (pieces === undefined) return undefined
  let path = pieces[0] ?? ''
  let nameClock = -1
  for (let index = 1; index < pieces.length; index += 1) {
    let name: string
    if (index === 1) {
      const head = decoding.readVarUint(decoder)
      if (head % 2 === 1) nameClock = (head - 1) / 2
      name = head % 2 === 1 ? (names.get(nameClock) ?? '') : readCharacters(decoder, head / 2)
    } else name = readText(decoder)
    if (!isName(name)) return undefined
    path += name + (pieces[index] ?? '')
  }
  const head = decoding.readVarUint(decoder)
  const flags = head % 16
  const stamp = (head - flags) / 16
  if (stamp > greatestStamp) return undefined
  return {
    type: 'entry',
    path,
    patternClock,
    nameClock,
    stamp,
    kind: (flags & isAddition) === 0 ? 'set' : 'add',
    beside: (flags & (hasBeside | hasDepth)) === 0 ? nothingBeside : readBeside(decoder, flags),
    value: (flags & isEmpty) === 0 ? readJson(decoder) : undefined,
  }
}

/** What may stand for a star. */
function isName(text: string): boolean {
  return text !== '' && !text.includes('.') && !text.includes('*')
}

function writeName(encoder: encoding.Encoder, name: string): void {
  if (isShortAndPlain(name)) {
    encoding.writeVarUint(encoder, name.length * 2)
    return writeCharacters(encoder, name)
  }
  const bytes = new TextEncoder().encode(name)
  encoding.writeVarUint(encoder, bytes.length * 2)
  encoding.writeUint8Array(encoder, bytes)
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
  if (beside.source !== undefined) writeText(encoder, beside.source)
  if (beside.element !== undefined) writeText(encoder, beside.element)
  if (beside.taken !== undefined) {
    encoding.writeVarUint(encoder, beside.taken.length)
    for (const taken of beside.taken) {
      writeDot(encoder, taken)
      encoding.writeAny(encoder, taken.sum)
    }
  }
  if (beside.bases !== undefined) {
    encoding.writeVarUint(encoder, beside.bases.length)
    for (const base of beside.bases) writeDot(encoder, base)
  }
  if (beside.agreed !== undefined) writeJson(encoder, beside.agreed)
}

function readBeside(decoder: decoding.Decoder, flags: number): Beside {
  const depth = (flags & hasDepth) === 0 ? undefined : decoding.readVarUint(decoder)
  if ((flags & hasBeside) === 0) return { depth }
  const mask = decoding.readVarUint(decoder)
  if (mask >= besideEnd) throw new Error('Written by a later version.')
  return {
    ...(depth !== undefined && { depth }),
    ...((mask & besideSource) !== 0 && { source: readText(decoder) }),
    ...((mask & besideElement) !== 0 && { element: readText(decoder) }),
    ...((mask & besideTaken) !== 0 && { taken: readMany(decoder, readTaken) }),
    ...((mask & besideBases) !== 0 && { bases: readMany(decoder, readDot) }),
    ...((mask & besideAgreed) !== 0 && { agreed: readJson(decoder) }),
  }
}

function readMany<Item>(
  decoder: decoding.Decoder,
  read: (decoder: decoding.Decoder) => Item,
): readonly Item[] {
  const items: Item[] = []
  for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) items.push(read(decoder))
  return items
}

function writeDot(encoder: encoding.Encoder, { client, clock }: Dot): void {
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, clock)
}

function readDot(decoder: decoding.Decoder): Dot {
  return { client: decoding.readVarUint(decoder), clock: decoding.readVarUint(decoder) }
}

function readTaken(decoder: decoding.Decoder): Taken {
  const { client, clock } = readDot(decoder)
  const sum = readJson(decoder)
  if (typeof sum !== 'number') throw new Error('A sum is a number.')
  return { client, clock, sum }
}

/** Copies the written bytes out of the one buffer that all entries are written in. */
function finish(): Uint8Array {
  const bytes = encoding.toUint8Array(sharedEncoder)
  if (sharedEncoder.bufs.length > 0) sharedEncoder.bufs.length = 0
  return bytes
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
