import {
  blobRequestSigningBytes,
  encodeBlobPass,
  encodePinManifest,
  encodePins,
  keyToText,
  pinsSigningBytes,
  sha256,
  signEd25519,
  type BlobHash,
  type BlobRequest,
} from '../wire/index.ts'
import { createOwner } from './people.ts'

/** The examples of the section on blobs in PROTOCOL.md, byte strings as hex. People as in `computeVectors`. */
export function computeBlobVectors() {
  const { room, keys } = createOwner('owner').invite('invite').device('alice')
  const content = new TextEncoder().encode('sealed')
  const hash = keyToText(sha256(content)) as BlobHash
  const put: BlobRequest = {
    room,
    method: 'put',
    hash,
    offset: 0,
    totalBytes: content.length,
    bodyHash: sha256(content),
    expiresAtMs: 1_800_000_060_000,
  }
  const nothing = sha256(new Uint8Array())
  const get: BlobRequest = { ...put, method: 'get', totalBytes: 0, bodyHash: nothing }
  const head: BlobRequest = { ...put, method: 'head', bodyHash: nothing }
  const device = keys.publicKey
  const unsigned = { device, counter: 7, hashes: new Set([hash, 'ab'.repeat(32) as BlobHash]) }
  const toSign = pinsSigningBytes(room, encodePins(unsigned))
  const signature = signEd25519(toSign, keys.secretKey)
  const manifest = encodePinManifest({ ...unsigned, signature })
  const pins: BlobRequest = {
    ...put,
    method: 'pins',
    hash: undefined,
    totalBytes: 0,
    bodyHash: sha256(manifest),
  }

  return {
    room,
    device: keyToText(device),
    content: keyToText(content),
    hash,
    requests: [get, head, put, pins].map((request) => {
      const signingBytes = blobRequestSigningBytes(request)
      const { bodyHash, expiresAtMs } = request
      const pass = {
        device,
        bodyHash,
        expiresAtMs,
        signature: signEd25519(signingBytes, keys.secretKey),
      }
      return {
        method: request.method,
        signingBytes: keyToText(signingBytes),
        authorization: encodeBlobPass(pass),
      }
    }),
    manifest: { signingBytes: keyToText(toSign), bytes: keyToText(manifest) },
  }
}
