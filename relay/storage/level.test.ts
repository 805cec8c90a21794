import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { describeStorage } from './contract.ts'
import { openLevelStorage } from './level.ts'
import type { Storage } from './storage.ts'

const directories = new Map<Storage, string>()

describeStorage('classic-level', {
  open: async () => openIn(await newDirectory()),
  async reopen(storage) {
    await storage.close()
    return openIn(directories.get(storage) ?? '')
  },
})

describe('a data directory that cannot be used', () => {
  test('one that another relay holds is refused with a sentence', async () => {
    const directory = await newDirectory()
    const storage = await openIn(directory)
    expect(await openLevelStorage(directory)).toEqual({
      type: 'unusable',
      isInUse: true,
      sentence: `Another relay is already using ${directory}.`,
    })
    await storage.close()
  })

  test('one whose files are damaged is refused with a sentence', async () => {
    const directory = await newDirectory()
    for (let life = 0; life < 2; life += 1) await (await openIn(directory)).close()
    const tables = (await readdir(directory)).filter((name) => name.endsWith('.ldb'))
    expect(tables).not.toEqual([])
    await Promise.all(tables.map((name) => writeFile(join(directory, name), randomBytes(500))))
    expect(await openLevelStorage(directory)).toMatchObject({
      type: 'unusable',
      sentence: expect.stringContaining(directory) as unknown,
    })
  })

  test('one below a file is refused with a sentence', async () => {
    const file = join(await newDirectory(), 'file')
    await writeFile(file, 'not a directory')
    const answer = await openLevelStorage(join(file, 'data'))
    expect(answer).toMatchObject({ type: 'unusable' })
    expect(await readFile(file, 'utf8')).toBe('not a directory')
  })
})

async function openIn(directory: string): Promise<Storage> {
  const storage = await openLevelStorage(directory)
  if ('type' in storage) throw new Error(storage.sentence)
  directories.set(storage, directory)
  return storage
}

const made: string[] = []

async function newDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'dungeon-lab-storage-'))
  made.push(directory)
  return directory
}

afterAll(async () => {
  await Promise.all(made.map((directory) => rm(directory, { recursive: true, force: true })))
})
