import { constants } from 'node:fs'
import { access, mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Makes a directory, with those above it; answers a sentence when it cannot be made or written to. */
export async function makeDataDirectory(directory: string): Promise<string | undefined> {
  try {
    // One after the other: below /proc Node's recursive way never comes back.
    for (const missing of await missingAbove(directory)) await mkdir(missing)
    await access(directory, constants.W_OK)
    return undefined
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return `The data directory ${directory} cannot be written to: ${reason}`
  }
}

/** Those that are not there, from the top. */
async function missingAbove(directory: string): Promise<readonly string[]> {
  const isThere = await stat(directory).then(
    (found) => found.isDirectory(),
    () => false,
  )
  const above = dirname(directory)
  if (isThere || above === directory) return []
  return [...(await missingAbove(above)), directory]
}
