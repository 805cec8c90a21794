import { createReadStream } from 'node:fs'
import { readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const BACKUP = '.backup'
const LIST = '.files'

/** Notes beside a backup which files it goes with: paths below the folder of blobs, one a line. */
export async function writeFileList(backup: string, files: readonly string[]): Promise<void> {
  const list = `${backup.slice(0, -BACKUP.length)}${LIST}`
  await writeFile(list, files.map((file) => `${file}\n`).join(''), { mode: 0o600 })
}

/**
 * Removes copied files that go with no backup that is still in the folder, and the lists of backups that are not;
 * answers how many files. While a backup there has no list, nothing is known not to go with it.
 */
export async function removeUnlisted(folder: string, blobs: string): Promise<number> {
  const names = await readdir(folder)
  const backups = stemsOf(names, BACKUP)
  const lists = stemsOf(names, LIST)
  for (const stem of lists) {
    if (!backups.includes(stem)) await rm(join(folder, stem + LIST))
  }
  if (backups.length === 0 || backups.some((stem) => !lists.includes(stem))) return 0

  const unlisted = new Set(await filesBelow(blobs))
  for (const stem of backups) {
    const lines = createInterface({ input: createReadStream(join(folder, stem + LIST)) })
    for await (const file of lines) unlisted.delete(file)
  }
  for (const file of unlisted) await rm(join(blobs, file), { force: true })
  return unlisted.size
}

function stemsOf(names: readonly string[], ending: string): readonly string[] {
  return names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length))
}

async function filesBelow(directory: string): Promise<readonly string[]> {
  const isThere = await stat(directory).catch(() => undefined)
  if (isThere === undefined) return []
  const files: string[] = []
  for (const item of await readdir(directory, { withFileTypes: true })) {
    if (item.isFile()) files.push(item.name)
    if (!item.isDirectory()) continue
    const below = await filesBelow(join(directory, item.name))
    files.push(...below.map((file) => join(item.name, file)))
  }
  return files
}
