import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDataDirectory } from './data-directory.ts'

let root = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'dungeon-lab-data-'))
})
afterAll(() => rm(root, { recursive: true }))

test('makes what is missing above it, and is content with what is there', async () => {
  const directory = join(root, 'a', 'b', 'c')
  expect(await makeDataDirectory(directory)).toBeUndefined()
  expect((await stat(directory)).isDirectory()).toBe(true)
  expect(await makeDataDirectory(directory)).toBeUndefined()
})

test.each(['/dev/null/data', '/proc/nope', '/proc/nope/deeper'])(
  '%s is refused at once, in a sentence',
  async (directory) => {
    const sentence = await makeDataDirectory(directory)
    expect(sentence).toContain(`The data directory ${directory} cannot be written to: `)
  },
)
