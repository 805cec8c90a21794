import { copyFile, mkdir, readdir, rename, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'

/** Copies a tree of files, leaving out what is there with the same size and time; answers how many it copied. */
export async function copyFiles(from: string, to: string): Promise<number> {
  const found = await readdir(from, { withFileTypes: true }).catch(() => [])
  if (found.length > 0) await mkdir(to, { recursive: true })
  let copied = 0
  for (const item of found) {
    const [source, target] = [join(from, item.name), join(to, item.name)]
    if (item.isDirectory()) copied += await copyFiles(source, target)
    else if (item.isFile() && (await copyChanged(source, target))) copied += 1
  }
  return copied
}

async function copyChanged(source: string, target: string): Promise<boolean> {
  const wanted = await stat(source).catch(() => undefined)
  // Gone since the directory was read: nobody needs it any more.
  if (wanted === undefined) return false
  const present = await stat(target).catch(() => undefined)
  // Times set by a program are kept to the millisecond.
  const apartMs = Math.abs((present?.mtimeMs ?? 0) - wanted.mtimeMs)
  if (present?.size === wanted.size && apartMs < 2) return false
  await copyFile(source, `${target}.copying`)
  await utimes(`${target}.copying`, wanted.atime, wanted.mtime)
  await rename(`${target}.copying`, target)
  return true
}
