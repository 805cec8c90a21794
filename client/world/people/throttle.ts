export interface Throttle<Value> {
  /** Sends now when enough time has passed since the last, else the newest value as soon as it has. */
  offer(value: Value): void
  /** Forgets what waits. */
  drop(): void
}

/** Lets through at most one value per `everyMs`, always ending with the newest. */
export function createThrottle<Value>(options: {
  readonly everyMs: number
  readonly now: () => number
  readonly schedule: (delayMs: number, run: () => void) => () => void
  readonly send: (value: Value) => void
}): Throttle<Value> {
  let lastAt = Number.NEGATIVE_INFINITY
  let waiting: { readonly value: Value } | undefined
  let cancel: (() => void) | undefined

  function send(value: Value): void {
    lastAt = options.now()
    options.send(value)
  }

  function flush(): void {
    cancel = undefined
    const next = waiting
    waiting = undefined
    if (next !== undefined) send(next.value)
  }

  return {
    offer(value) {
      // A clock set back must not silence it.
      const since = Math.abs(options.now() - lastAt)
      if (cancel === undefined && since >= options.everyMs) {
        send(value)
        return
      }
      waiting = { value }
      cancel ??= options.schedule(Math.max(0, options.everyMs - since), flush)
    },

    drop() {
      waiting = undefined
      cancel?.()
      cancel = undefined
    },
  }
}
