import { copyFile, mkdir, readdir, rename, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'

/** Paths below the folder they are in. */
export interface CopiedFiles {
  /** All that were there to be copied. */
  readonly present: readonly string[]
  /** How many of them were new or changed. */
  readonly copied: number
}

/** Copies a tree of files, leaving out what is there with the same size and time. Rejects when it cannot be read. */
export async function copyFiles(from: string, to: string): Promise<CopiedFiles> {
  const found = await readdir(from, { withFileTypes: true }).catch(noneIfMissing)
  if (found.length > 0) await mkdir(to, { recursive: true })
  const present: string[] = []
  let copied = 0
  for (const item of found) {
    const [source, target] = [join(from, item.name), join(to, item.name)]
    if (item.isDirectory()) {
      const below = await copyFiles(source, target)
      copied += below.copied
      for (const file of below.present) present.push(join(item.name, file))
    } else if (item.isFile()) {
      const outcome = await copyChanged(source, target)
      if (outcome !== 'gone') present.push(item.name)
      if (outcome === 'copied') copied += 1
    }
  }
  return { present, copied }
}

function noneIfMissing(error: unknown): [] {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
  if (!isMissing) throw error
  return []
}

async function copyChanged(source: string, target: string): Promise<'copied' | 'same' | 'gone'> {
  const wanted = await stat(source).catch(() => undefined)
  // Gone since the directory was read: nobody needs it any more.
  if (wanted === undefined) return 'gone'
  const present = await stat(target).catch(() => undefined)
  // Times set by a program are kept to the millisecond.
  const apartMs = Math.abs((present?.mtimeMs ?? 0) - wanted.mtimeMs)
  if (present?.size === wanted.size && apartMs < 2) return 'same'
  await copyFile(source, `${target}.copying`)
  await utimes(`${target}.copying`, wanted.atime, wanted.mtime)
  await rename(`${target}.copying`, target)
  return 'copied'
}
