import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'

// The headless shell comes first: the same engine without the browser's own windows, which cost
// as much again for every profile.
const headlessShell = '/usr/bin/chromium-headless-shell'

const systemPaths = [
  headlessShell,
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
 * Order: CHROMIUM_PATH, Playwright's download, Debian's headless shell (by apt where it is missing:
 * root only and only with `install`), the system's, and last the one that came with npm.
 */
export async function findChromium({ install = false } = {}) {
  const named = process.env.CHROMIUM_PATH
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist.`)
    return named
  }
  const { chromium } = createRequire(import.meta.url)('playwright-core')
  if (existsSync(chromium.executablePath())) return undefined
  if (install && !existsSync(headlessShell)) installFromDebian()
  const system = findSystem()
  if (system !== undefined) return system
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
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  const quietly = {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: 'ignore',
    timeout: 180_000,
  }
  const wanted =
    findSystem() === undefined
      ? ['chromium-headless-shell', 'chromium']
      : ['chromium-headless-shell']
  console.log('Installing a headless Chromium from Debian …')
  try {
    execFileSync('apt-get', ['update', '-qq'], quietly)
  } catch {
    // Without the newest lists the ones that are there may do.
  }
  for (const name of wanted) {
    try {
      execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], quietly)
      return
    } catch {
      // Older releases have no such package; the next name, or what is there, does.
    }
  }
}
