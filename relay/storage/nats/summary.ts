import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { concatBytes } from '../../wire/index.ts'
import type { RoomId } from '../../wire/index.ts'
import { DamagedRoom } from '../storage.ts'
import type { NatsClient } from './client.ts'
import { readOrDamaged } from './log-entry.ts'
import { KEPT_STREAM, summaryPieceSubject, summarySubject } from './subjects.ts'

/** What a room had come to at one message of its log, as it is stored. */
export interface Summary {
  /** Stream sequence of the summary itself; 0 when there is none. */
  readonly sequence: number
  /** Stream sequence of the last message of the log that is in it. */
  readonly covers: number
  /** How many bytes it is long. */
  readonly bytes: number
}

/** A summary that can be read. */
export interface FoundSummary extends Summary {
  /** What was stored; undefined when there is no summary. */
  content(): Promise<Uint8Array | undefined>
}

const NO_SUMMARY: FoundSummary = {
  sequence: 0,
  covers: 0,
  bytes: 0,
  content: () => Promise.resolve(undefined),
}
/** Room for subject and headers in a message. */
const SLACK_BYTES = 1024

/** The summary of a room, its content not read yet. */
export async function findSummary(client: NatsClient, room: RoomId): Promise<FoundSummary> {
  const found = await client.last(KEPT_STREAM, summarySubject(room))
  if (found === undefined) return NO_SUMMARY
  const { sequence } = found
  const { covers, bytes, pieces, content } = readOrDamaged('A summary is damaged.', () => {
    const decoder = decoding.createDecoder(found.data)
    return {
      covers: decoding.readVarUint(decoder),
      bytes: decoding.readVarUint(decoder),
      pieces: decoding.readVarUint(decoder),
      content: decoding.readTailAsUint8Array(decoder),
    }
  })

  async function readPieces(): Promise<Uint8Array> {
    const subjects = Array.from({ length: pieces }, (_, piece) =>
      summaryPieceSubject(room, covers, piece),
    )
    const read = await Promise.all(subjects.map((subject) => client.last(KEPT_STREAM, subject)))
    const joined = concatBytes(...read.map((piece) => piece?.data ?? new Uint8Array()))
    if (joined.length !== bytes) throw new DamagedRoom('A piece of a summary is missing.')
    return joined
  }

  return {
    sequence,
    covers,
    bytes,
    content: () => (pieces === 0 ? Promise.resolve(content) : readPieces()),
  }
}

/** Puts a summary in the place of another; undefined when somebody else did so first. */
export async function replaceSummary(
  client: NatsClient,
  room: RoomId,
  next: { readonly before: Summary; readonly covers: number; readonly content: Uint8Array },
): Promise<Summary | undefined> {
  const { before, covers, content } = next
  const pieceBytes = client.maxMessageBytes - SLACK_BYTES
  const pieces = content.length <= pieceBytes ? 0 : Math.ceil(content.length / pieceBytes)
  for (let piece = 0; piece < pieces; piece += 1) {
    const bytes = content.subarray(piece * pieceBytes, (piece + 1) * pieceBytes)
    await client.store(summaryPieceSubject(room, covers, piece), bytes)
  }
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, covers)
  encoding.writeVarUint(encoder, content.length)
  encoding.writeVarUint(encoder, pieces)
  if (pieces === 0) encoding.writeUint8Array(encoder, content)
  const data = encoding.toUint8Array(encoder)
  const sequence = await client.append(summarySubject(room), data, before.sequence)
  if (sequence === 'moved-on') return undefined
  if (before.bytes > pieceBytes) {
    await client.remove(KEPT_STREAM, summaryPieceSubject(room, before.covers, '*'))
  }
  return { sequence, covers, bytes: content.length }
}
