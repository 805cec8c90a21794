// Makes a fresh clone ready: dependencies, then on request the build, the simulation, a browser and a NATS server. Node built-ins only.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const wanted = new Set(process.argv.slice(2))

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Dungeon Lab needs Node 20.19 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

if (
  modifiedAt(join(root, 'node_modules/.package-lock.json')) <
  modifiedAt(join(root, 'package-lock.json'))
) {
  console.log('Installing dependencies …')
  npm(['ci', '--include=dev', '--no-audit', '--no-fund'])
}

if (wanted.has('build')) {
  const sources = ['crdt-rules', 'relay', 'client', 'plugins', 'vite.config.ts', 'package.json']
  const newestSource = Math.max(...sources.map((source) => newest(join(root, source))))
  const outputs = ['dist/client/index.html', 'dist/relay/main.mjs']
  const oldestOutput = Math.min(...outputs.map((output) => modifiedAt(join(root, output))))
  if (oldestOutput < newestSource) {
    console.log('Building page and relay …')
    npm(['run', '--silent', 'build'])
  }
}

if (wanted.has('simulation')) {
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const flags = ['build', '--mode', 'simulation', '--logLevel', 'warn']
  execFileSync(process.execPath, [vite, ...flags], { cwd: root, stdio: 'inherit' })
}

if (wanted.has('browser')) {
  const { findChromium } = await import('./chromium.mjs')
  await findChromium({ install: true })
}

if (wanted.has('nats')) {
  const { findNatsServer } = await import('./nats-server.mjs')
  try {
    findNatsServer()
  } catch (error) {
    // The tests that need it fail, and say so again; the others can run.
    console.error(error.message)
  }
}

function npm(args) {
  const cli = process.env.npm_execpath
  // A production environment would make npm skip what builds and tests need.
  const env = { ...process.env, NODE_ENV: '' }
  if (cli) execFileSync(process.execPath, [cli, ...args], { cwd: root, stdio: 'inherit', env })
  else execFileSync('npm', args, { cwd: root, stdio: 'inherit', env })
}

function modifiedAt(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0
}

function newest(path) {
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.mtimeMs
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}
