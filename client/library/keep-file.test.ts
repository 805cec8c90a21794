import { describe, expect, test } from 'vitest'
import { createTestDevice } from '../assets/testing/device.ts'
import { createTestRelay } from '../assets/testing/relay.ts'
import { createTestTime } from '../assets/testing/time.ts'
import { foundSession } from '../sync/index.ts'
import { randomBytes } from '../sync/testing/device.ts'
import { Notices } from '../ui/notices.svelte.ts'
import { setUpTable } from '../world/testing/tables.ts'
import { Desk } from './desk.svelte.ts'
import { keepFile } from './keep-file.ts'

const onePixel = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)

async function setUp() {
  const time = createTestTime()
  const keys = foundSession(randomBytes)
  const assets = createTestDevice(keys, createTestRelay([keys], time.now), time).tab()
  const { gm } = await setUpTable()
  const notices = new Notices()
  return { world: gm.world, notices, desk: new Desk({ world: gm.world, assets, notices }) }
}

describe('a picture that is taken in', () => {
  test('is filed by its name, with its size, and for the GM alone so far', async () => {
    const { desk, world } = await setUp()
    const picture = new File([onePixel], 'old_mill-2.png', { type: 'image/png' })
    const [file] = await desk.take([picture], { folder: 'Maps' })
    expect(file).toMatchObject({ name: 'old mill 2', folder: 'Maps', kind: 'picture' })
    expect(file).toMatchObject({ place: 'secret', file: { width: 1, height: 1 } })
    expect(world.library.files()).toHaveLength(1)
    expect(desk.tasks).toEqual([])
  })

  test('twice is there once, under its first name', async () => {
    const { desk, world } = await setUp()
    const picture = (name: string) => new File([onePixel], name, { type: 'image/png' })
    const kept = await desk.take([picture('one.png'), picture('two.png')], { folder: '' })
    expect(kept.map(({ name }) => name)).toEqual(['one', 'one'])
    expect(world.library.files()).toHaveLength(1)
  })

  test('and given up on the way is in no library', async () => {
    const { desk, world } = await setUp()
    const stopping = new AbortController()
    stopping.abort()
    const incoming = { name: 'x.png', mime: 'image/png', bytes: onePixel, filing: { folder: '' } }
    await expect(keepFile(desk, { ...incoming, signal: stopping.signal })).rejects.toThrow()
    expect(world.library.files()).toEqual([])
  })
})

test('what is neither picture nor sound is refused by name, and the rest is taken', async () => {
  const { desk, notices } = await setUp()
  const files = [
    new File(['words'], 'letter.txt', { type: 'text/plain' }),
    new File([onePixel.subarray(0, 20)], 'broken.png', { type: 'image/png' }),
    new File([onePixel], 'whole.png', { type: 'image/png' }),
  ]
  const kept = await desk.take(files, { folder: '' })
  expect(kept.map(({ name }) => name)).toEqual(['whole'])
  const said = notices.current.map(({ sentence }) => sentence)
  expect(said[0]).toContain('letter.txt')
  expect(said).toHaveLength(2)
})
