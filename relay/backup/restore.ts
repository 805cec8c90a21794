import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { openLevelStorage } from '../storage/level.ts'
import { partsOf, type Outcome } from './backup.ts'
import { isWhole, readBackup } from './backup-file.ts'
import { copyFiles } from './copy-files.ts'
import { giveToOwner } from './ownership.ts'

/**
 * Puts a backup in the place of what is in the data directory, which is kept beside it, and gives every room a new
 * epoch: members then notice, and bring what the backup lacks. No relay may be running.
 */
export async function restore(options: {
  readonly dataDirectory: string
  /** A backup, or a directory of which the newest is taken. */
  readonly from: string
  readonly now: () => number
  readonly random: (length: number) => Uint8Array
}): Promise<Outcome> {
  const { dataDirectory, from } = options
  const chosen = await chooseBackup(from)
  if (chosen === undefined) return failed(`There is no backup in ${from}.`)
  if (!(await isWhole(chosen))) return failed(`The backup ${chosen} is damaged or cut short.`)

  await mkdir(dataDirectory, { recursive: true })
  const { log, blobs } = partsOf(dataDirectory)
  const isInUse = await sentenceIfInUse(log)
  if (isInUse !== undefined) return failed(isInUse)

  const restoring = `${log}.restoring`
  await rm(restoring, { recursive: true, force: true })
  const storage = await openLevelStorage(restoring)
  if ('type' in storage) return failed(storage.sentence)
  const rooms = await storage.fill(readBackup(chosen), () => options.random(16))
  await storage.close()

  const aside = `${log}.before-${options.now()}`
  const wasThere = await exists(log)
  if (wasThere) await rename(log, aside)
  await rename(restoring, log)
  const { copied } = await copyFiles(partsOf(dirname(chosen)).blobs, blobs)
  await giveToOwner(dataDirectory)
  const before = wasThere ? ` What was there before is in ${aside}.` : ''
  return {
    type: 'done',
    sentence: `Restored ${chosen}. Rooms: ${rooms}, blob files: ${copied}.${before}`,
  }
}

/** Names sort by time. */
async function chooseBackup(from: string): Promise<string | undefined> {
  const found = await stat(from).catch(() => undefined)
  if (found === undefined || found.isFile()) return found && from
  const newest = (await readdir(from))
    .filter((name) => name.endsWith('.backup'))
    .sort()
    .at(-1)
  return newest === undefined ? undefined : join(from, newest)
}

/** A log that is damaged may be replaced; one that a relay holds may not. */
async function sentenceIfInUse(log: string): Promise<string | undefined> {
  if (!(await exists(log))) return undefined
  const storage = await openLevelStorage(log)
  if (!('type' in storage)) {
    await storage.close()
    return undefined
  }
  return storage.isInUse ? `${storage.sentence} Stop it first.` : undefined
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined
}

function failed(sentence: string): Outcome {
  return { type: 'failed', sentence }
}
