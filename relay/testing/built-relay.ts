import { execFile } from 'node:child_process'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))
const SHIPPED = join(root, 'dist/relay/main.mjs')
const OWN = join(root, 'dist/test-relay/main.mjs')

/** The relay as one file, as it ships and as new as its sources; starts several times as fast as they do. */
export async function findBuiltRelay(): Promise<string> {
  const newest = await newestIn(join(root, 'relay'))
  for (const file of [SHIPPED, OWN]) if ((await changedAtMs(file)) > newest) return file
  await build()
  return OWN
}

/** Several test files may do so at once: each builds beside the others and puts the file in place. */
async function build(): Promise<void> {
  const beside = join(root, `dist/test-relay-${process.pid}`)
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const env = { ...process.env, VITEST: undefined, NODE_ENV: 'production' }
  const words = [vite, 'build', '--mode', 'relay', '--logLevel', 'error', '--outDir', beside]
  await promisify(execFile)(process.execPath, words, { cwd: root, env })
  await mkdir(join(root, 'dist/test-relay'), { recursive: true })
  await rename(join(beside, 'main.mjs'), OWN)
  await rm(beside, { recursive: true })
}

async function newestIn(directory: string): Promise<number> {
  const entries = await readdir(directory, { withFileTypes: true })
  const times = entries
    .filter(({ name }) => name !== 'node_modules')
    .map((entry) => {
      const path = join(directory, entry.name)
      if (entry.isDirectory()) return newestIn(path)
      const isShipped = entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts')
      return isShipped ? changedAtMs(path) : Promise.resolve(0)
    })
  return Math.max(0, ...(await Promise.all(times)))
}

async function changedAtMs(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0
}
