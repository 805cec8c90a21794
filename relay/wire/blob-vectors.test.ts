import { createHash, createPublicKey, verify } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeBlobVectors } from '../testing/blob-vectors.ts'
import vectors from './blob-vectors.json' with { type: 'json' }
import {
  blobRefusalSentence,
  BLOB_REFUSALS,
  decodeBlobPass,
  decodePinManifest,
  encodeBlobPass,
  encodePinManifest,
  isBlobHash,
  isBlobRefusal,
  isMalformed,
} from './index.ts'

describe('the test vectors of the section on blobs in PROTOCOL.md', () => {
  test('are what this implementation makes', () => {
    expect(computeBlobVectors()).toEqual(vectors)
  })

  test('hold for another implementation of the cryptography, read as PROTOCOL.md says', () => {
    const room = Buffer.from(vectors.room, 'base64url')
    const device = fromHex(vectors.device)
    expect(sha256(fromHex(vectors.content)).toString('hex')).toBe(vectors.hash)
    for (const [index, { method, signingBytes, authorization }] of vectors.requests.entries()) {
      const pass = Buffer.from(authorization.slice('DungeonLab '.length), 'base64url')
      expect([pass.length, pass[0], pass.subarray(1, 33)]).toEqual([137, 1, device])
      const hash = method === 'pins' ? Buffer.alloc(32) : fromHex(vectors.hash)
      const totalBytes = method === 'put' || method === 'head' ? 6 : 0
      const expected = Buffer.concat([
        Buffer.from('dungeon-lab blob request 1\0'),
        room,
        Buffer.of(index + 1),
        hash,
        u64(0),
        u64(totalBytes),
        pass.subarray(41, 73),
        pass.subarray(33, 41),
      ])
      expect(signingBytes).toBe(expected.toString('hex'))
      expect(isSigned(expected, pass.subarray(73), device)).toBe(true)
    }
    const manifest = fromHex(vectors.manifest.bytes)
    const signed = Buffer.concat([
      Buffer.from('dungeon-lab pins 1\0'),
      room,
      sha256(manifest.subarray(0, -64)),
    ])
    expect(signed.toString('hex')).toBe(vectors.manifest.signingBytes)
    expect(isSigned(signed, manifest.subarray(-64), device)).toBe(true)
  })

  test('are read and written back to the same', () => {
    for (const { authorization } of vectors.requests) {
      const pass = decodeBlobPass(authorization)
      if (isMalformed(pass)) throw new Error(pass.reason)
      expect(encodeBlobPass(pass)).toBe(authorization)
    }
    const bytes = new Uint8Array(fromHex(vectors.manifest.bytes))
    const manifest = decodePinManifest(bytes)
    if (isMalformed(manifest)) throw new Error(manifest.reason)
    expect([manifest.counter, [...manifest.hashes].at(-1)]).toEqual([7, vectors.hash])
    expect(encodePinManifest(manifest)).toEqual(bytes)
  })
})

describe('reading what strangers send', () => {
  test('text that is no pass is malformed, never thrown at', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(isMalformed(decodeBlobPass(text))).toBe(true)
        expect(isMalformed(decodeBlobPass(`DungeonLab ${text}`))).toBe(true)
        expect(isBlobHash(text)).toBe(false)
        expect(isBlobRefusal(text)).toBe(false)
      }),
    )
  })

  test('a manifest that is cut, longer, or not in order is malformed', () => {
    const bytes = new Uint8Array(fromHex(vectors.manifest.bytes))
    const swapped = Uint8Array.from(bytes)
    swapped.set(bytes.subarray(42, 74), 74)
    swapped.set(bytes.subarray(74, 106), 42)
    for (const wrong of [bytes.subarray(0, -1), Uint8Array.of(...bytes, 0), swapped]) {
      expect(isMalformed(decodePinManifest(wrong))).toBe(true)
    }
  })

  test('every refusal has a status of its own kind and a sentence', () => {
    for (const [refusal, status] of Object.entries(BLOB_REFUSALS)) {
      if (!isBlobRefusal(refusal)) throw new Error(`${refusal} is not known.`)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(blobRefusalSentence(refusal)).toMatch(/\.$/)
    }
  })
})

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}

function isSigned(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  const x = Buffer.from(publicKey).toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  return verify(null, message, key, signature)
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}

function fromHex(text: string): Buffer {
  return Buffer.from(text, 'hex')
}
