import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sha256 } from '#relay/wire'
import { createPlainSuite, foundSession, keyBytes, type SessionKeys } from '../sync/index.ts'
import { randomBytes, realSchedule } from '../sync/testing/device.ts'
import { join } from '../sync/testing/party.ts'
import { blobHashOf, isAssetId, type AssetId } from './asset-id.ts'
import { createDigest } from './digest.ts'
import { createEnvelope, SEALED_CHUNK_BYTES, type Envelope } from './envelope.ts'
import { createPacer } from './pacer.ts'

const gm = foundSession(randomBytes)
const pace = createPacer({ now: Date.now, schedule: realSchedule })
const plainDigest = createDigest(undefined, pace)

function envelopeOf(keys: SessionKeys, digest = plainDigest): Envelope {
  const readKey = keyBytes(keys.membersKey)
  return createEnvelope({ room: keys.room, readKey, crypto: createPlainSuite(), digest, pace })
}

const envelope = envelopeOf(gm)
const picture = (bytes: Uint8Array) => ({ mime: 'image/webp', bytes })
const lengths = fc.oneof(
  fc.integer({ min: 1, max: 3000 }),
  fc.integer({ min: SEALED_CHUNK_BYTES - 60, max: SEALED_CHUNK_BYTES + 60 }),
  fc.integer({ min: 2 * SEALED_CHUNK_BYTES, max: 3 * SEALED_CHUNK_BYTES }),
)

function patterned(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 7 + (index >>> 8)) & 0xff)
}

describe('a sealed asset', () => {
  test('opens to the same content and type, for every member of the session', async () => {
    const alice = envelopeOf(join(gm, 'player'))
    const property = fc.asyncProperty(lengths, async (length) => {
      const content = picture(patterned(length))
      const asset = await envelope.seal(content)
      const sealed = asset.slice(0, asset.totalBytes)
      expect(sealed.length).toBe(asset.totalBytes)
      expect(Buffer.from(sha256(sealed)).toString('hex')).toBe(asset.hash)
      const opened = await alice.open(asset.id, sealed)
      expect(opened?.mime).toBe(content.mime)
      expect(Buffer.from(opened?.bytes ?? []).equals(content.bytes)).toBe(true)
    })
    await fc.assert(property, { numRuns: 15 })
  })

  test('is the same however it is cut into parts, and when it is sealed again later', async () => {
    const content = picture(new Uint8Array(700_000).map((_, index) => index * 7))
    const asset = await envelope.seal(content)
    const whole = asset.slice(0, asset.totalBytes)
    const again = envelope.sealAs(asset.id, content)
    const property = fc.property(
      fc.nat(asset.totalBytes),
      fc.nat(asset.totalBytes),
      (left, right) => {
        const [from, to] = [Math.min(left, right), Math.max(left, right)]
        expect(Buffer.from(again.slice(from, to)).equals(whole.subarray(from, to))).toBe(true)
      },
    )
    fc.assert(property, { numRuns: 15 })
  })

  test('of one content is one copy: whoever adds it, with or without the browser’s help', async () => {
    const content = picture(randomBytes(5000))
    const { id } = await envelope.seal(content)
    const digest = createDigest(globalThis.crypto.subtle, pace)
    expect((await envelopeOf(join(gm, 'player'), digest).seal(content)).id).toBe(id)
    expect(isAssetId(id)).toBe(true)
    const otherBytes = picture(Uint8Array.from(content.bytes, (byte) => byte ^ 1))
    const otherType = { ...content, mime: 'image/png' }
    for (const other of [otherBytes, otherType])
      expect((await envelope.seal(other)).id).not.toBe(id)
  })

  test('of the same content in another session has nothing in common with it', async () => {
    const content = picture(randomBytes(5000))
    const [here, there] = [
      await envelope.seal(content),
      await envelopeOf(foundSession(randomBytes)).seal(content),
    ]
    expect(there.hash).not.toBe(here.hash)
    expect(there.id.slice(0, 20)).not.toBe(here.id.slice(0, 20))
    const stranger = envelopeOf({ ...foundSession(randomBytes), room: gm.room })
    expect(await stranger.open(here.id, here.slice(0, here.totalBytes))).toBeUndefined()
  })

  test('altered anywhere, shortened, or under another id does not open', async () => {
    const asset = await envelope.seal(picture(randomBytes(1000)))
    const sealed = asset.slice(0, asset.totalBytes)
    const property = fc.asyncProperty(fc.nat(sealed.length - 1), async (place) => {
      const altered = Uint8Array.from(sealed, (byte, index) => (index === place ? byte ^ 4 : byte))
      expect(await envelope.open(asset.id, altered)).toBeUndefined()
    })
    await fc.assert(property, { numRuns: 20 })
    expect(await envelope.open(asset.id, sealed.subarray(0, -1))).toBeUndefined()
    const other = await envelope.seal(picture(randomBytes(1000)))
    expect(await envelope.open(other.id, sealed)).toBeUndefined()
  })

  test('that a member made with a wrong mark does not open, though its hash is right', async () => {
    const content = picture(randomBytes(100))
    const { id } = await envelope.seal(content)
    const lie = { ...content, bytes: Uint8Array.from(content.bytes, (byte) => byte ^ 1) }
    const forged = envelope.sealAs(id, lie)
    const sealed = forged.slice(0, forged.totalBytes)
    const hash = sha256(sealed)
    const bytes = Buffer.from(id, 'base64url')
    bytes.set(hash, 16)
    const forgedId = bytes.toString('base64url') as AssetId
    expect(blobHashOf(forgedId)).toBe(Buffer.from(hash).toString('hex'))
    expect(await envelope.open(forgedId, sealed)).toBeUndefined()
  })

  test('tells little by its length, and says nothing of what is in it', async () => {
    const word = 'quetzalcoatlus'
    const content = { mime: 'image/png', bytes: new TextEncoder().encode(word.repeat(50)) }
    const asset = await envelope.seal(content)
    const text = Buffer.from(asset.slice(0, asset.totalBytes)).toString('latin1')
    expect(text).not.toContain(word)
    expect(text).not.toContain('image')
    const totals = new Set<number>()
    for (let length = 100_000; length < 101_000; length += 50) {
      totals.add((await envelope.seal(picture(new Uint8Array(length)))).totalBytes)
    }
    expect(totals.size).toBeLessThanOrEqual(2)
  })

  test('work on it can be watched and taken back', async () => {
    const fractions: number[] = []
    const content = picture(new Uint8Array(600_000))
    await envelope.seal(content, { onProgress: (fraction) => fractions.push(fraction) })
    expect(fractions).toEqual([1 / 3, 2 / 3, 1])
    const stop = new AbortController()
    stop.abort(new Error('Never mind.'))
    await expect(envelope.seal(content, { signal: stop.signal })).rejects.toThrow('Never mind.')
  })
})
