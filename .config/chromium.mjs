import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * The path of a Chromium for tests and benches; undefined lets Playwright use its own download.
 * Order: CHROMIUM_PATH, Playwright's download, the system's, Debian's by apt (root only and only
 * with `install`), and last the one that came with npm.
 */
export async function findChromium({ install = false } = {}) {
  const named = process.env.CHROMIUM_PATH
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist.`)
    return named
  }
  const { chromium } = createRequire(import.meta.url)('playwright-core')
  if (existsSync(chromium.executablePath())) return undefined
  const system = findSystem()
  if (system !== undefined) return system
  if (install && installFromDebian()) return findSystem()
  if (process.platform === 'linux' && process.arch === 'x64') {
    // Makes the package unpack the system libraries it carries.
    process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x'
    return (await import('@sparticuz/chromium')).default.executablePath()
  }
  throw new Error(
    'No Chromium found. Set CHROMIUM_PATH, install Chrome, or run "npx playwright install chromium".',
  )
}

function findSystem() {
  return systemPaths.find((path) => existsSync(path))
}

function installFromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  try {
    console.log('Installing Chromium from Debian …')
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' })
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      env,
      stdio: 'ignore',
    })
    return findSystem() !== undefined
  } catch {
    return false
  }
}
