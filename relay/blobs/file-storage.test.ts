import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { createOwner } from '../testing/people.ts'
import type { BlobStorage } from './blob-storage.ts'
import { describeBlobStorage } from './contract.ts'
import { openFileBlobStorage } from './file-storage.ts'

const directories = new Map<BlobStorage, string>()

afterEach(async () => {
  for (const directory of directories.values())
    await rm(directory, { recursive: true, force: true })
  directories.clear()
})

async function openIn(directory: string): Promise<BlobStorage> {
  const storage = await openFileBlobStorage(directory)
  directories.set(storage, directory)
  return storage
}

async function open(): Promise<BlobStorage> {
  return openIn(await mkdtemp(join(tmpdir(), 'dungeon-lab-blobs-')))
}

describeBlobStorage('files', {
  open,
  reopen: (storage) => openIn(directories.get(storage) ?? ''),
})

describe('blobs as files', () => {
  test('files that are not ours, or were being written when the power went, are passed over', async () => {
    const storage = await open()
    const { room } = createOwner('tavern')
    await storage.savePins(room, Uint8Array.of(1))
    const root = directories.get(storage) ?? ''
    const [shelf = ''] = await readdir(root)
    const [directory = ''] = await readdir(join(root, shelf))
    for (const name of ['pins.new', '.DS_Store', 'abc.part', '../note']) {
      await writeFile(join(root, shelf, directory, name), 'something else')
    }
    const again = await openIn(root)
    expect(await again.list(room)).toEqual({ blobs: [], uploads: [], pins: Uint8Array.of(1) })
    expect(await again.rooms()).toEqual([room])
  })
})
