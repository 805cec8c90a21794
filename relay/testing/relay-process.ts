import { spawn, type ChildProcess } from 'node:child_process'
import { findBuiltRelay } from './built-relay.ts'

/** A relay that runs in a process of its own. */
export interface RelayProcess {
  readonly port: number
  /** Everything it has printed so far. */
  output(): string
  /** Ends it with -9; resolves when it is gone. */
  kill(): Promise<void>
  /** Tells it to end; answers its exit code. */
  stop(): Promise<number | null>
}

export interface LaunchOptions {
  readonly dataDirectory: string
  readonly flags?: readonly string[]
  /** Said to the shell before it starts, such as a limit. */
  readonly first?: string
}

/** Starts relays, and makes sure that none is left behind. */
export interface RelayProcesses {
  /** Starts one on a port of its own; rejects with what it printed when it does not come to listen. */
  launch(options: LaunchOptions): Promise<RelayProcess>
  /** Runs a command of the relay to its end. */
  run(options: LaunchOptions): Promise<{ readonly code: number | null; readonly output: string }>
  /** Ends with -9 what still runs. */
  killAll(): Promise<void>
}

/** Processes of the relay as it ships. */
export function createRelayProcesses(): RelayProcesses {
  const running = new Set<Started>()
  let built: Promise<string> | undefined

  async function start({ dataDirectory, flags = [], first = ':' }: LaunchOptions) {
    built ??= findBuiltRelay()
    const program = [process.execPath, await built, ...flags]
    const env = { ...process.env, DATA_DIR: dataDirectory, PORT: '', HOST: '' }
    const child = spawn('sh', ['-c', `${first} && exec "$@"`, 'sh', ...program], { env })
    const started = observe(child)
    running.add(started)
    void started.gone.then(() => running.delete(started))
    return started
  }

  return {
    async launch(options) {
      const flags = ['--port', '0', '--host', '127.0.0.1', ...(options.flags ?? [])]
      const started = await start({ ...options, flags })
      return {
        port: await started.listening,
        output: started.output,
        async kill() {
          started.child.kill('SIGKILL')
          await started.gone
        },
        stop() {
          started.child.kill('SIGTERM')
          return started.gone
        },
      }
    },

    async run(options) {
      const { gone, listening, output } = await start(options)
      listening.catch(() => undefined)
      return { code: await gone, output: output() }
    },

    async killAll() {
      for (const { child } of running) child.kill('SIGKILL')
      await Promise.all([...running].map(({ gone }) => gone))
    },
  }
}

interface Started {
  readonly child: ChildProcess
  readonly listening: Promise<number>
  readonly gone: Promise<number | null>
  readonly output: () => string
}

function observe(child: ChildProcess): Started {
  let text = ''
  const gone = new Promise<number | null>((resolve) => child.once('close', resolve))
  const listening = new Promise<number>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (part: Buffer) => {
        text += part.toString()
        const port = /at http:\/\/127\.0\.0\.1:(\d+)/.exec(text)?.[1]
        if (port !== undefined) resolve(Number(port))
      })
    }
    void gone.then(() => reject(new Error(`The relay did not start: ${text}`)))
  })
  return { child, listening, gone, output: () => text }
}
