import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { startChild, type Child } from './child.ts'
import type { DialectName } from './load/main.ts'

/** A server that is measured, and the load that is put on it. */
export interface Contestant {
  readonly name: ContestantName
  readonly dialect: DialectName
  readonly server: Child
  readonly load: Child
}

export type ContestantName = keyof typeof SERVERS

const BUILT = here('../../dist/bench/')
const SERVERS = {
  relay: { dialect: 'relay', script: `${BUILT}relay.mjs`, flags: [] },
  'relay, one by one': { dialect: 'relayOneByOne', script: `${BUILT}relay.mjs`, flags: [] },
  ws: { dialect: 'bare', script: here('servers/ws.mjs'), flags: [] },
  'ws batched': { dialect: 'bareBatched', script: here('servers/ws.mjs'), flags: ['--batch'] },
  'y-websocket': { dialect: 'yWebsocket', script: here('servers/y-websocket.mjs'), flags: [] },
  hocuspocus: { dialect: 'hocuspocus', script: here('servers/hocuspocus.mjs'), flags: [] },
} as const

/** Builds our relay as it is shipped and installs what it is measured against. */
export async function prepare(): Promise<void> {
  if (!existsSync(here('servers/node_modules'))) {
    console.log('Installing the other servers …')
    // Hocuspocus asks for Node 22 and runs on 20; our own strictness is handed down by `npm run`.
    const flags = ['--silent', '--engine-strict=false']
    execFileSync('npm', ['ci', ...flags], { cwd: here('servers'), stdio: 'inherit' })
  }
  await build({
    root: here('../..'),
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir: BUILT,
      target: 'node20',
      rolldownOptions: {
        input: { relay: here('servers/relay.ts'), load: here('load/main.ts') },
        output: { entryFileNames: '[name].mjs' },
      },
    },
  })
}

/** Runs a measurement against a server in a process of its own, with a load in another. */
export async function withContestant<Answer>(
  name: ContestantName,
  measure: (contestant: Contestant) => Promise<Answer>,
): Promise<Answer> {
  const { dialect, script, flags } = SERVERS[name]
  const server = await startChild(script, flags)
  const load = await startChild(`${BUILT}load.mjs`)
  try {
    return await measure({ name, dialect, server, load })
  } finally {
    load.end()
    server.end()
  }
}

function here(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url))
}
