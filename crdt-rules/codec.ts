import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { readJson, readText, writeJson, writeText } from './any.ts'
import {
  greatestStamp,
  type Beside,
  type Dot,
  type EntryKind,
  type NewEntry,
  type Taken,
} from './entry.ts'
import type { Json } from './json.ts'
import { readName, writeName } from './names.ts'

/** What the bytes of one item say. */
export type Decoded = { readonly type: 'pattern'; readonly pattern: string } | DecodedEntry

/** An entry with the clock of the pattern that it fills in. */
export interface DecodedEntry {
  readonly type: 'entry'
  readonly path: string
  readonly patternClock: number
  readonly stamp: number
  readonly kind: EntryKind
  readonly value: Json | undefined
  readonly beside: Beside
}

/** Patterns by the clock of their definition in the same run, cut at their stars. */
export type PatternsByClock = ReadonlyMap<number, readonly string[]>

/** `varuint 0 | text`: a pattern that later entries of the same run fill in. */
export function encodePattern(pattern: string): Uint8Array {
  begin()
  encoding.writeVarUint(sharedEncoder, 0)
  writeText(sharedEncoder, pattern)
  return finish()
}

/**
 * `varuint clock(pattern)+1 | name per star | varuint 16*stamp+flags | depth | beside | value`.
 * Flags: 1 an addition, 2 something stands beside, 4 no value, 8 a depth.
 */
export function encodeEntry(
  patternClock: number,
  captures: readonly string[],
  stamp: number,
  { kind, value, beside = nothingBeside }: NewEntry,
): Uint8Array {
  begin()
  const mask = (beside === nothingBeside ? 0 : maskOf(beside)) + (kind === 'remove' ? isRemoval : 0)
  encoding.writeVarUint(sharedEncoder, patternClock + 1)
  for (const capture of captures) writeName(sharedEncoder, capture)
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
export function decode(bytes: Uint8Array, patternsByClock: PatternsByClock): Decoded | undefined {
  try {
    const decoder = decoding.createDecoder(bytes)
    const reference = decoding.readVarUint(decoder)
    const decoded =
      reference === 0 ? readPattern(decoder) : readEntry(decoder, reference - 1, patternsByClock)
    return decoding.hasContent(decoder) ? undefined : decoded
  } catch {
    // Whatever another person's device wrote: bytes that end early, or nest without end.
    return undefined
  }
}

/** What stands beside a plain value: nothing. Shared, because most entries are plain. */
export const nothingBeside: Beside = Object.freeze({})

function readPattern(decoder: decoding.Decoder): Decoded | undefined {
  const pattern = readText(decoder)
  return pattern.split('.').includes('') ? undefined : { type: 'pattern', pattern }
}

function readEntry(
  decoder: decoding.Decoder,
  patternClock: number,
  patternsByClock: PatternsByClock,
): DecodedEntry | undefined {
  const pieces = patternsByClock.get(patternClock)
  if (pieces === undefined) return undefined
  let path = pieces[0] ?? ''
  for (let index = 1; index < pieces.length; index += 1) {
    const capture = readName(decoder)
    if (capture === '' || capture.includes('.') || capture.includes('*')) return undefined
    path += capture + (pieces[index] ?? '')
  }
  const head = decoding.readVarUint(decoder)
  const flags = head % 16
  const stamp = (head - flags) / 16
  if (stamp > greatestStamp) return undefined
  const depth = (flags & hasDepth) === 0 ? undefined : decoding.readVarUint(decoder)
  const mask = (flags & hasBeside) === 0 ? 0 : decoding.readVarUint(decoder)
  const kind = (flags & isAddition) !== 0 ? 'add' : (mask & isRemoval) !== 0 ? 'remove' : 'set'
  const beside =
    (flags & (hasBeside | hasDepth)) === 0 ? nothingBeside : readBeside(decoder, mask, depth)
  const value = (flags & isEmpty) === 0 ? readJson(decoder) : undefined
  return { type: 'entry', path, patternClock, stamp, kind, beside, value }
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

function readBeside(decoder: decoding.Decoder, mask: number, depth: number | undefined): Beside {
  if (mask >= maskEnd) throw new Error('Written by a later version.')
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

/**
 * Entries are written one after the other into chunks, and each is a piece of its chunk: bytes with
 * a buffer of their own would be given a second one as soon as Yjs looks into them.
 */
function begin(): void {
  const { cbuf, cpos } = sharedEncoder
  start = cpos
  if (cbuf.length - cpos >= usualSize) return
  sharedEncoder.cbuf = new Uint8Array(chunkSize)
  sharedEncoder.cpos = start = 0
}

function finish(): Uint8Array {
  const { bufs, cbuf, cpos } = sharedEncoder
  if (bufs.length === 0) return cbuf.subarray(start, cpos)
  const bytes = encoding.toUint8Array(sharedEncoder).slice(start)
  bufs.length = 0
  sharedEncoder.cbuf = new Uint8Array(chunkSize)
  sharedEncoder.cpos = 0
  return bytes
}

const usualSize = 128
const chunkSize = 16_384
let start = 0
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
const isRemoval = 32
const maskEnd = 64
