import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findNatsServer } from '../../.config/nats-server.mjs'

/** A real nats-server with JetStream, its files in a folder of its own. */
export interface NatsServer {
  readonly url: string
  /** Of its process, as long as it runs. */
  readonly pid: number
  readonly directory: string
  /** Kills it with -9. */
  kill(): Promise<void>
  /** Starts it again over the same files, on the same port. */
  restart(): Promise<void>
  /** Kills it and deletes its files. */
  remove(): Promise<void>
}

/** Starts one, installing it first where that is possible. */
export async function startNatsServer(): Promise<NatsServer> {
  const program = findNatsServer()
  const directory = await mkdtemp(join(tmpdir(), 'dungeon-lab-nats-'))
  const port = await freePort()
  let child = await launch()

  async function launch(): Promise<ChildProcess> {
    const flags = ['-js', '-sd', directory, '-a', '127.0.0.1', '-p', String(port)]
    const started = spawn(program, flags, { stdio: ['ignore', 'ignore', 'pipe'] })
    let text = ''
    await new Promise<void>((resolve, reject) => {
      started.stderr.on('data', (part: Buffer) => {
        if (text.includes('Server is ready')) return
        text += part.toString()
        if (text.includes('Server is ready')) resolve()
      })
      started.once('error', reject)
      started.once('exit', () => reject(new Error(`nats-server did not start: ${text}`)))
    })
    return started
  }

  async function kill(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }

  return {
    url: `nats://127.0.0.1:${port}`,
    directory,
    get pid() {
      return child.pid ?? 0
    },
    kill,
    async restart() {
      child = await launch()
    },
    async remove() {
      await kill()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
