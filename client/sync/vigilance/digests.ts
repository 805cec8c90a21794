import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { classOfDocument, isDocumentName, type DocumentName } from '../names.ts'
import type { Audience } from '../sync-session.ts'

/** What the documents of a device hold at one place in the log. Only of those that hold exactly the log. */
export interface Digests {
  readonly seq: number
  /** Eight bytes of the log's hash there. */
  readonly hash: Uint8Array
  /** Eight bytes each. */
  readonly documents: ReadonlyMap<DocumentName, Uint8Array>
}

export const DIGEST_BYTES = 8

const DOCUMENTS_PER_WHISPER = 16
const FOR_GM: readonly string[] = ['gm', 'gmScene', 'gmWords', 'private']

/** Digests as whispers that are not too long. Of what not everybody reads, not even the name is told to everybody. */
export function whispersOf(digests: Digests): readonly (readonly [Audience, Uint8Array])[] {
  const isForGm = (name: DocumentName) => FOR_GM.includes(classOfDocument(name))
  return (['members', 'gm'] as const).flatMap((audience) => {
    const names = [...digests.documents].filter(([name]) => isForGm(name) === (audience === 'gm'))
    const whispers: (readonly [Audience, Uint8Array])[] = []
    for (let at = 0; at < names.length; at += DOCUMENTS_PER_WHISPER) {
      const documents = new Map(names.slice(at, at + DOCUMENTS_PER_WHISPER))
      whispers.push([audience, encodeDigests({ ...digests, documents })])
    }
    return whispers
  })
}

/** Digests as a whisper. */
export function encodeDigests({ seq, hash, documents }: Digests): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, seq)
  encoding.writeUint8Array(encoder, hash)
  encoding.writeVarUint(encoder, documents.size)
  for (const [name, digest] of documents) {
    encoding.writeVarString(encoder, name)
    encoding.writeUint8Array(encoder, digest)
  }
  return encoding.toUint8Array(encoder)
}

/** Digests that a whisper carries; undefined when it carries none. */
export function decodeDigests(bytes: Uint8Array): Digests | undefined {
  try {
    const decoder = decoding.createDecoder(bytes)
    const seq = decoding.readVarUint(decoder)
    const hash = decoding.readUint8Array(decoder, DIGEST_BYTES).slice()
    const documents = new Map<DocumentName, Uint8Array>()
    for (let count = decoding.readVarUint(decoder); count > 0; count -= 1) {
      const name = decoding.readVarString(decoder)
      const digest = decoding.readUint8Array(decoder, DIGEST_BYTES).slice()
      if (isDocumentName(name)) documents.set(name, digest)
    }
    return { seq, hash, documents }
  } catch {
    return undefined
  }
}
