import { describe, expect, test } from 'vitest'
import type { AssetId, AssetStatus, AssetStore, GetAnswer } from '../assets/index.ts'
import { Pictures } from './pictures.ts'

const id = 'a'.repeat(64) as AssetId

/** A store of one file that answers as the test says, and counts who asks. */
function setUp(answers: GetAnswer[]) {
  let status: AssetStatus = { state: 'away' }
  let tell = (_id: AssetId) => {}
  let asked = 0
  const held = new Set<string>()
  const assets = {
    get: () => {
      asked += 1
      return Promise.resolve(answers.shift() ?? missing)
    },
    status: () => status,
    onStatus: (listener: (id: AssetId) => void) => {
      tell = listener
      return () => undefined
    },
  } as Partial<AssetStore> as AssetStore
  const pictures = new Pictures({
    assets,
    addresses: {
      createObjectURL: () => {
        const url = `blob:${held.size}`
        held.add(url)
        return url
      },
      revokeObjectURL: (url) => held.delete(url),
    },
    undecodable: () => 'No picture.',
  })
  return {
    pictures,
    held,
    asked: () => asked,
    becomes(next: AssetStatus) {
      status = next
      tell(id)
    },
  }
}

const missing: GetAnswer = { type: 'missing', sentence: 'It is away.' }
const got: GetAnswer = { type: 'got', blob: new Blob(['x'], { type: 'image/webp' }) }
const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('a file for the page', () => {
  test('is fetched once however often it is looked at, and let go of in the end', async () => {
    const { pictures, held, asked } = setUp([got])
    expect(pictures.file(id)).toEqual({ state: 'coming', fraction: 0 })
    pictures.file(id)
    await settled()
    expect(pictures.file(id)).toEqual({ state: 'here', url: 'blob:0' })
    expect(asked()).toBe(1)
    pictures.close()
    expect(held.size).toBe(0)
  })

  test('that is missing says why, and is asked for again when that is worth it', async () => {
    const { pictures, asked, becomes } = setUp([missing, got])
    pictures.file(id)
    await settled()
    expect(pictures.file(id)).toEqual({ state: 'missing', sentence: 'It is away.' })
    becomes({ state: 'missing', sentence: 'It is away.' })
    expect(asked()).toBe(1)
    becomes({ state: 'away' })
    pictures.file(id)
    await settled()
    expect(pictures.file(id)).toMatchObject({ state: 'here' })
    expect(asked()).toBe(2)
  })

  test('that is neither picture nor sound is not handed to the page', async () => {
    const page: GetAnswer = { type: 'got', blob: new Blob(['x'], { type: 'text/html' }) }
    const { pictures, held } = setUp([page])
    pictures.file(id)
    await settled()
    expect(pictures.file(id)).toEqual({ state: 'missing', sentence: 'No picture.' })
    expect(held.size).toBe(0)
  })
})

test('drawn art asks for no file', async () => {
  const { pictures, asked } = setUp([])
  expect([pictures.round('goblin'), pictures.roundUrl('')]).toEqual([undefined, undefined])
  await settled()
  expect(asked()).toBe(0)
})
