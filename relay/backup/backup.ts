import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { openLevelStorage } from '../storage/level.ts'
import { encodeBackup, isWhole } from './backup-file.ts'
import { askForBackup } from './control-socket.ts'
import { copyFiles } from './copy-files.ts'
import { removeUnlisted, writeFileList } from './file-lists.ts'
import { giveToOwner } from './ownership.ts'

/** How a command ended, in a sentence. */
export interface Outcome {
  readonly type: 'done' | 'failed'
  readonly sentence: string
}

/** Where the parts of a data directory lie. */
export function partsOf(dataDirectory: string): { log: string; blobs: string } {
  return { log: join(dataDirectory, 'log'), blobs: join(dataDirectory, 'blobs') }
}

/**
 * Writes everything that is durable, as it is at one moment, to a new file in a directory, and copies the blobs that
 * are not there yet; copies that no backup in the directory goes with any more are removed. The relay may be running
 * meanwhile.
 */
export async function backUp(options: {
  readonly dataDirectory: string
  readonly to: string
  readonly now: () => number
}): Promise<Outcome> {
  const { dataDirectory, to } = options
  await mkdir(to, { recursive: true })
  const stamp = new Date(options.now()).toISOString().replaceAll(/[:.]/g, '-')
  const path = join(to, `dungeon-lab-${stamp}.backup`)
  const unfinished = `${path}.unfinished`

  const problem = await writeEntries(dataDirectory, unfinished)
  if (problem !== undefined) return { type: 'failed', sentence: problem }
  if (!(await isWhole(unfinished))) {
    return { type: 'failed', sentence: `The backup ${unfinished} broke off. Try again.` }
  }
  await rename(unfinished, path)
  await sync(to)
  const { size } = await stat(path)
  const { present, copied } = await copyFiles(partsOf(dataDirectory).blobs, partsOf(to).blobs)
  await writeFileList(path, present)
  const removed = await removeUnlisted(to, partsOf(to).blobs)
  const files = `Blob files copied: ${copied}, removed: ${removed}.`
  return { type: 'done', sentence: `Wrote ${path}: ${size} bytes. ${files}` }
}

/** Answers a sentence when it could not. */
async function writeEntries(dataDirectory: string, path: string): Promise<string | undefined> {
  const running = await askForBackup(dataDirectory)
  if (running !== undefined) {
    await write(running, path)
    return undefined
  }
  const { log } = partsOf(dataDirectory)
  const isThere = await stat(log).catch(() => undefined)
  if (isThere === undefined) return `There is nothing to back up in ${dataDirectory}.`
  const storage = await openLevelStorage(log)
  if ('type' in storage) return storage.sentence
  try {
    await write(Readable.from(encodeBackup(storage.entries())), path)
    return undefined
  } finally {
    await storage.close()
    await giveToOwner(dataDirectory)
  }
}

/** A backup that breaks off leaves a file that is not whole, which is found out by reading it. */
async function write(backup: Readable, path: string): Promise<void> {
  await pipeline(backup, createWriteStream(path, { mode: 0o600 })).catch((error: unknown) => {
    const isCut = error instanceof Error && 'code' in error && error.code === 'ECONNRESET'
    if (!isCut) throw error
  })
  await sync(path)
}

async function sync(path: string): Promise<void> {
  const file = await open(path)
  await file.sync()
  await file.close()
}
