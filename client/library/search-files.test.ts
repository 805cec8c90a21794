import { describe, expect, test } from 'vitest'
import type { AssetId } from '../assets/index.ts'
import type { LibraryFile } from '../world/index.ts'
import { foldersOf, searchFiles, tagsOf } from './search-files.ts'

function file(name: string, rest: Partial<LibraryFile> = {}): LibraryFile {
  const id = 'a'.repeat(64) as AssetId
  return {
    id,
    name,
    folder: '',
    tags: [],
    kind: 'picture',
    file: { id, mime: 'image/png', bytes: 1 },
    made: { by: '', at: 0 },
    place: 'shared',
    sharedWith: [],
    ...rest,
  }
}

const files = [
  file('Alte Mühle', { folder: 'Maps', tags: ['outdoors', 'river'] }),
  file('Goblin', { folder: 'Tokens', tags: ['cave'] }),
  file('River song', { folder: 'Music', kind: 'sound' }),
]

const namesOf = (wanted: Parameters<typeof searchFiles>[1]) =>
  searchFiles(files, wanted).map(({ name }) => name)

describe('looking for files', () => {
  test('finds every word in name, folder or tag, without capitals and marks', () => {
    expect(namesOf({ text: 'muhle maps' })).toEqual(['Alte Mühle'])
    expect(namesOf({ text: 'river' })).toEqual(['Alte Mühle', 'River song'])
    expect(namesOf({ text: 'river goblin' })).toEqual([])
    expect(namesOf({ text: '' })).toHaveLength(3)
  })

  test('is narrowed by folder, tag and kind', () => {
    expect(namesOf({ text: '', folder: 'Tokens' })).toEqual(['Goblin'])
    expect(namesOf({ text: '', tag: 'river' })).toEqual(['Alte Mühle'])
    expect(namesOf({ text: '', kind: 'sound' })).toEqual(['River song'])
  })

  test('offers folders and tags by name, each once', () => {
    expect(foldersOf(files)).toEqual(['Maps', 'Music', 'Tokens'])
    expect(tagsOf(files)).toEqual(['cave', 'outdoors', 'river'])
  })
})
