import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../dist/relay/main.mjs', import.meta.url))

/** The built relay as a keeper runs it: a process with a port and a data directory. */
export class RelayProcess {
  readonly port: number
  readonly dataDirectory: string
  #child: ChildProcess | undefined
  #output = ''

  constructor(port: number, dataDirectory: string) {
    this.port = port
    this.dataDirectory = dataDirectory
  }

  /** Everything the relay ever printed. */
  get output(): string {
    return this.#output
  }

  get processId(): number {
    if (this.#child?.pid === undefined) throw new Error('The relay is not running. Start it first.')
    return this.#child.pid
  }

  /** What the relay answers there, as text. */
  async page(path: string): Promise<string> {
    return (await fetch(`http://127.0.0.1:${this.port}/${path}`)).text()
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [program], {
      env: { ...process.env, PORT: String(this.port), DATA_DIR: this.dataDirectory },
    })
    this.#child = child
    const collect = (chunk: Buffer) => (this.#output += chunk.toString())
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    for (let attempt = 0; attempt < 200; attempt += 1) {
      if (child.exitCode !== null) throw new Error(`The relay ended at once:\n${this.#output}`)
      if (await this.#answers()) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`The relay did not answer within ten seconds:\n${this.#output}`)
  }

  /** Ends the process without a chance to say goodbye. */
  killHard(): Promise<void> {
    return this.#end('SIGKILL')
  }

  stop(): Promise<void> {
    return this.#end('SIGTERM')
  }

  /** Starts anew with nothing, as after a lost disk. */
  async wipe(): Promise<void> {
    await this.dispose()
    await this.start()
  }

  async dispose(): Promise<void> {
    await this.killHard()
    await rm(this.dataDirectory, { recursive: true, force: true })
  }

  #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) {
      return Promise.resolve()
    }
    return new Promise((resolve) => {
      child.once('exit', () => resolve())
      child.kill(signal)
    })
  }

  async #answers(): Promise<boolean> {
    try {
      return (await fetch(`http://127.0.0.1:${this.port}/healthz`)).ok
    } catch {
      return false
    }
  }
}

/** Starts a relay on a free port with an empty data directory of its own. */
export async function startRelay(): Promise<RelayProcess> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'dungeon-lab-'))
  const relay = new RelayProcess(await freePort(), dataDirectory)
  await relay.start()
  return relay
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = address !== null && typeof address === 'object' ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
