import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { concatBytes, readSizedBytes } from './bytes.ts'
import { decodeFrame } from './decode-frame.ts'
import { encodeAckFrame } from './encode-acks.ts'
import { encodeFrame } from './encode-frame.ts'
import { encodeRecordsFrame } from './encode-records.ts'
import type { Frame } from './frame.ts'
import { malformed, type Malformed } from './malformed.ts'

/** One socket message: frames, each preceded by its length. Messages joined are a message again. */
export function encodeMessage(...frames: readonly Frame[]): Uint8Array {
  const [only] = frames
  if (frames.length === 1 && only !== undefined) return encodeWithLength(only)
  return concatBytes(...frames.map(encodeWithLength))
}

/** Reads every frame of a socket message; one that cannot be read, or one too many, makes all of it malformed. */
export function decodeMessage(
  bytes: Uint8Array,
  mostFrames = Infinity,
): readonly Frame[] | Malformed {
  if (bytes.length === 0) return malformed('A message is empty.')
  const frames: Frame[] = []
  const decoder = decoding.createDecoder(bytes)
  while (decoding.hasContent(decoder)) {
    if (frames.length === mostFrames) return malformed('A message has too many frames.')
    const frame = readFrame(decoder)
    if (frame.type === 'malformed') return frame
    frames.push(frame)
  }
  return frames
}

/** Tells the answer of a decoder that failed from one that did not. */
export function isMalformed(answer: object): answer is Malformed {
  return 'type' in answer && answer.type === 'malformed'
}

function readFrame(decoder: decoding.Decoder): Frame | Malformed {
  try {
    return decodeFrame(readSizedBytes(decoder))
  } catch (error) {
    return malformed(error instanceof Error ? error.message : 'A message could not be read.')
  }
}

function encodeWithLength(frame: Frame): Uint8Array {
  if (frame.type === 'records') return encodeRecordsFrame(frame)
  if (frame.type === 'ack') return encodeAckFrame(frame)
  return withLength(encodeFrame(frame))
}

function withLength(frame: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, frame.length)
  return concatBytes(encoding.toUint8Array(encoder), frame)
}
