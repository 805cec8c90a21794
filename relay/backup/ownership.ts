import { lchown, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Gives the logs and files in a data directory to whom the directory belongs, where this process may: what root
 * wrote into them could otherwise not be read by the relay, which then would not start.
 */
export async function giveToOwner(dataDirectory: string): Promise<void> {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = await stat(dataDirectory)
  for (const path of await everythingBelow(dataDirectory)) {
    await lchown(path, uid, gid).catch(unlessGone)
  }
}

/** A relay that starts meanwhile clears up its log. */
function unlessGone(error: unknown): void {
  const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT'
  if (!isGone) throw error
}

async function everythingBelow(directory: string): Promise<readonly string[]> {
  const items = await readdir(directory, { recursive: true })
  return items.map((item) => join(directory, item))
}
