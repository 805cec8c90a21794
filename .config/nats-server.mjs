import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * The path of a `nats-server` for tests and benches. Order: NATS_SERVER_PATH, PATH, and last Debian's by apt (root
 * only). Throws a sentence that says what to do when there is none and none can be installed.
 */
export function findNatsServer() {
  const named = process.env.NATS_SERVER_PATH
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named
    throw new Error(`NATS_SERVER_PATH names ${named}, which does not exist.`)
  }
  const found = findOnPath() ?? (installFromDebian() ? findOnPath() : undefined)
  if (found !== undefined) return found
  throw new Error(
    'No nats-server found, which the tests of the NATS storage start. Install it ("apt-get install nats-server" as root, "brew install nats-server") or name it in NATS_SERVER_PATH.',
  )
}

function findOnPath() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/bin']
  const names = process.platform === 'win32' ? ['nats-server.exe'] : ['nats-server']
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path))
}

function installFromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  try {
    console.log('Installing nats-server from Debian …')
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' })
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'nats-server'], {
      env,
      stdio: 'ignore',
    })
    return true
  } catch {
    return false
  }
}
