import { fork } from 'node:child_process'

/** What a process uses. */
export interface Usage {
  /** Processor time of all threads since it began, in milliseconds. */
  readonly cpuMs: number
  /** Bytes of memory that are resident, and that JavaScript holds. */
  readonly rss: number
  readonly heap: number
}

/** A process of the bench that answers questions. */
export interface Child {
  readonly port: number
  ask<Answer>(question: string, about?: unknown): Promise<Answer>
  usage(options?: { collect: boolean }): Promise<Usage>
  end(): void
}

type Message = { readonly port: number } | { readonly id: number; readonly answer: unknown }

/** Starts a script in a process of its own; resolves when it is ready. */
export function startChild(script: string, flags: readonly string[] = []): Promise<Child> {
  const child = fork(script, flags, { execArgv: ['--expose-gc'] })
  const waiting = new Map<number, (answer: unknown) => void>()
  let lastId = 0

  function ask<Answer>(question: string, about: unknown = {}): Promise<Answer> {
    lastId += 1
    const id = lastId
    return new Promise<Answer>((resolve) => {
      waiting.set(id, (answer) => resolve(answer as Answer))
      child.send({ id, question, about })
    })
  }

  return new Promise((resolve, reject) => {
    child.on('exit', (code) => {
      reject(new Error(`${script} ended with ${code} before it was ready.`))
      if (waiting.size > 0) throw new Error(`${script} ended with ${code} in the middle of a run.`)
    })
    child.on('message', (message: Message) => {
      if ('id' in message) {
        waiting.get(message.id)?.(message.answer)
        waiting.delete(message.id)
        return
      }
      const usage = (options = { collect: false }) => ask<Usage>('usage', options)
      resolve({ port: message.port, ask, usage, end: () => child.disconnect() })
    })
  })
}
