import { describe, expect, test } from 'vitest'
import type { AssetId, AssetStatus } from '../assets/index.ts'
import type { LibraryFile } from '../world/index.ts'
import { sizeWords, waitingWords } from './file-status.ts'

function file(letter: string): LibraryFile {
  const id = letter.repeat(64) as AssetId
  return {
    id,
    name: letter,
    folder: '',
    tags: [],
    kind: 'picture',
    file: { id, mime: 'image/png', bytes: 1 },
    made: { by: '', at: 0 },
    place: 'shared',
    sharedWith: [],
  }
}

describe('what keeps files from the relay', () => {
  const statuses: Readonly<Record<string, AssetStatus>> = {
    a: { state: 'relay' },
    b: { state: 'device', reason: 'roomFull', sentence: 'Full.' },
    c: { state: 'device', reason: 'roomFull', sentence: 'Full.' },
    d: { state: 'device', reason: 'tooLarge', sentence: 'Large.' },
    e: { state: 'device' },
    f: { state: 'device', reason: 'storageFailed', sentence: 'Failed.' },
  }
  const statusOf = (id: AssetId): AssetStatus => statuses[id.charAt(0)] ?? { state: 'away' }

  test('is said once for each reason, with how many wait and what helps', () => {
    const words = waitingWords([...'abcdef'].map(file), statusOf)
    expect(words).toHaveLength(2)
    expect(words[0]).toMatch(/^2 files wait: .*all the space.*Nothing is lost.*take out/)
    expect(words[1]).toMatch(/^A file is larger/)
  })

  test('is not said of what is on its way or there', () => {
    expect(waitingWords([file('a'), file('e')], statusOf)).toEqual([])
  })
})

test('sizes are said in the unit that fits', () => {
  expect([2_600_000, 34_200_000, 1_073_741_824].map(sizeWords)).toEqual([
    '2.6 MB',
    '34 MB',
    '1.1 GB',
  ])
})
