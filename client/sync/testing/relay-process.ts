import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { WebSocket } from 'ws'
import type { Connect } from '../link/socket.ts'

const run = promisify(execFile)

/** The relay as it is deployed: a process of its own, a port, a directory. */
export interface RelayProcess {
  readonly url: string
  /** Connects over a real socket; every byte either way is in `traffic`. */
  readonly connect: Connect
  readonly traffic: readonly Uint8Array[]
  /** Everything it printed. */
  readonly output: () => string
  /** From now on the system refuses whatever makes a file longer than so many bytes, as when the disk is full. */
  setLongestFile(bytes: number | 'unlimited'): Promise<void>
  /** SIGKILL. */
  kill(): Promise<void>
  /** Starts again over the same directory and port. */
  start(): Promise<void>
  /** Everything on its disk. */
  diskBytes(): Promise<Uint8Array>
  remove(): Promise<void>
}

/** Starts a relay from its source on a free port. */
export async function startRelayProcess(): Promise<RelayProcess> {
  const directory = await mkdtemp(join(tmpdir(), 'dungeon-lab-relay-'))
  const traffic: Uint8Array[] = []
  let output = ''
  let port = 0
  let child: ChildProcess | undefined

  async function start(): Promise<void> {
    const flags = ['--port', String(port), '--host', '127.0.0.1', '--data-dir', directory]
    const started = spawn(process.execPath, ['--import', 'tsx', 'relay/main.ts', ...flags])
    child = started
    await new Promise<void>((resolve, reject) => {
      started.once('exit', () => reject(new Error(`The relay did not start: ${output}`)))
      for (const stream of [started.stdout, started.stderr]) {
        stream.on('data', (chunk: Buffer) => {
          output += chunk.toString()
          const found = /http:\/\/[^:]+:(\d+)/.exec(output)?.[1]
          if (found === undefined) return
          port = Number(found)
          resolve()
        })
      }
    })
  }

  async function kill(): Promise<void> {
    const dying = child
    if (dying === undefined || dying.exitCode !== null) return
    const gone = new Promise((resolve) => dying.once('exit', resolve))
    dying.kill('SIGKILL')
    await gone
  }

  await start()
  return {
    get url() {
      return `ws://127.0.0.1:${port}/ws`
    },
    traffic,
    output: () => output,
    connect: (url, listener) => connectOver(url, listener, traffic),
    async setLongestFile(bytes) {
      await run('prlimit', ['--pid', String(child?.pid), `--fsize=${bytes}:`])
    },
    kill,
    start,
    async diskBytes() {
      const files = await readdir(directory, { recursive: true, withFileTypes: true })
      const contents = await Promise.all(
        files
          .filter((file) => file.isFile())
          .map((file) => readFile(join(file.parentPath, file.name))),
      )
      return new Uint8Array(Buffer.concat(contents))
    },
    async remove() {
      await kill()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** Connects over a real socket; every byte either way is put into `traffic`. */
export const connectOver = (
  url: string,
  listener: Parameters<Connect>[1],
  traffic: Uint8Array[] = [],
): ReturnType<Connect> => {
  const socket = new WebSocket(url)
  socket.on('message', (data: Buffer) => {
    const bytes = new Uint8Array(data)
    traffic.push(bytes)
    listener.message(bytes)
  })
  socket.on('error', () => undefined)
  socket.on('close', (code) => listener.closed(code))
  return {
    send(message) {
      traffic.push(message)
      if (socket.readyState === WebSocket.OPEN) socket.send(message)
    },
    close: () => socket.close(),
  }
}
