import type { Sha256 } from '#relay/wire'
import { contentBytes } from '../documents/digest.ts'
import type { LiveDocument } from '../documents/live-document.ts'
import type { LogReader } from '../log/log-reader.ts'
import type { DocumentName } from '../names.ts'
import { DIGEST_BYTES, type Digests } from './digests.ts'

/** Digests of the open documents that hold exactly the log; undefined when the log moves on meanwhile. */
export async function lookAtDocuments(
  reader: Pick<LogReader, 'position' | 'settled' | 'inLog'>,
  open: ReadonlyMap<DocumentName, LiveDocument>,
  sha256: Sha256,
): Promise<Digests | undefined> {
  await reader.settled()
  const { position } = reader
  if (position === undefined || reader.inLog !== undefined) return undefined
  const documents = new Map<DocumentName, Uint8Array>()
  for (const [name, live] of open) {
    const content = await live.readAsLogged(contentBytes)
    if (reader.position !== position) return undefined
    if (content !== undefined) documents.set(name, sha256(content).slice(0, DIGEST_BYTES))
  }
  return { seq: position.seq, hash: position.hash.slice(0, DIGEST_BYTES), documents }
}
