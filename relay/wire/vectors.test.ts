import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { computeVectors } from '../testing/vectors.ts'
import { decodeMessage, encodeMessage, isMalformed } from './index.ts'
import vectors from './vectors.json' with { type: 'json' }

describe('the test vectors beside PROTOCOL.md', () => {
  test('are what this implementation makes', () => {
    expect(computeVectors()).toEqual(vectors)
  })

  test('contain every frame, and each is read and written back to the same bytes', () => {
    const specification = readFileSync(new URL('./PROTOCOL.md', import.meta.url), 'utf8')
    for (const { type, bytes } of vectors.messages) {
      const message = fromHex(bytes)
      const frames = decodeMessage(message)
      if (isMalformed(frames)) throw new Error(`${type}: ${frames.reason}`)
      expect(frames.map((frame) => frame.type)).toEqual([type])
      expect(encodeMessage(...frames)).toEqual(message)
      expect(specification).toContain(type.toUpperCase())
    }
  })

  test('hold for another implementation of the cryptography, read as PROTOCOL.md says', () => {
    const { keys, room, record, hashChain, proof } = vectors
    const owner = fromHex(keys.owner?.publicKey ?? '')
    expect(sha256(owner).subarray(0, 16).toString('base64url')).toBe(room)
    expect(sha256(fromHex(keys.alice?.publicKey ?? '')).readUIntBE(0, 3)).toBe(vectors.member.alice)

    const roomBytes = Buffer.from(room, 'base64url')
    const bytes = fromHex(record.bytes)
    const signed = sha256(bytes.subarray(0, -64))
    const message = Buffer.concat([Buffer.from('dungeon-lab record 1\0'), roomBytes, signed])
    expect(message.toString('hex')).toBe(record.signingBytes)
    expect(isSigned(message, bytes.subarray(-64), bytes.subarray(6, 38))).toBe(true)
    const alice = fromHex(keys.alice?.publicKey ?? '')
    expect(isSigned(fromHex(proof.signingBytes), fromHex(proof.signature), alice)).toBe(true)

    const snapshot = fromHex(vectors.snapshot.bytes)
    expect(sha256(snapshot).toString('hex')).toBe(vectors.snapshot.id)
    const sealed = Buffer.concat([
      Buffer.from('dungeon-lab snapshot 1\0'),
      roomBytes,
      sha256(snapshot.subarray(0, -64)),
    ])
    expect(sealed.toString('hex')).toBe(vectors.snapshot.signingBytes)
    expect(isSigned(sealed, snapshot.subarray(-64), snapshot.subarray(6, 38))).toBe(true)
    const { attestation } = vectors.snapshot
    const attested = Buffer.concat([
      Buffer.from('dungeon-lab attestation 1\0'),
      roomBytes,
      sha256(snapshot),
    ])
    expect(attested.toString('hex')).toBe(attestation.signingBytes)
    const gm = fromHex(keys.gm?.publicKey ?? '')
    expect(isSigned(attested, fromHex(attestation.signature), gm)).toBe(true)

    const epoch = Buffer.from(hashChain.epoch, 'base64url')
    const first = sha256(Buffer.concat([Buffer.from('dungeon-lab log 1\0'), roomBytes, epoch]))
    expect(first.toString('hex')).toBe(hashChain.first)
    const next = sha256(Buffer.concat([first, sha256(bytes)]))
    expect(next.toString('hex')).toBe(hashChain.afterRecord)
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

function fromHex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'))
}
