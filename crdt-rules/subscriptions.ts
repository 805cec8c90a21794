/** Listeners by prefix of a path, told which paths changed. */
export interface Subscriptions {
  readonly subscribe: (prefix: string, listener: PathsListener) => () => void
  readonly isEmpty: () => boolean
  readonly tell: (paths: ReadonlySet<string>) => void
  readonly clear: () => void
}

/** Told the changed paths at and below its prefix. */
export type PathsListener = (paths: ReadonlySet<string>) => void

/** No listeners yet. */
export function createSubscriptions(): Subscriptions {
  const listenersByPrefix = new Map<string, Set<PathsListener>>()

  function byPrefix(paths: ReadonlySet<string>): ReadonlyMap<string, ReadonlySet<string>> {
    const pathsByPrefix = new Map<string, Set<string>>()
    for (const path of paths) {
      for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
        note(path.slice(0, dot), path)
      }
      note(path, path)
    }
    return pathsByPrefix

    function note(prefix: string, path: string): void {
      if (!listenersByPrefix.has(prefix)) return
      const known = pathsByPrefix.get(prefix)
      if (known === undefined) pathsByPrefix.set(prefix, new Set([path]))
      else known.add(path)
    }
  }

  return {
    subscribe(prefix, listener) {
      // A listener may come twice; each subscription is its own.
      const own: PathsListener = (paths) => listener(paths)
      const listeners = listenersByPrefix.get(prefix) ?? new Set()
      listenersByPrefix.set(prefix, listeners.add(own))
      return () => {
        listeners.delete(own)
        if (listeners.size === 0) listenersByPrefix.delete(prefix)
      }
    },
    isEmpty: () => listenersByPrefix.size === 0,
    tell(paths) {
      const everything = listenersByPrefix.get('')
      const calls = everything === undefined ? [] : callsTo(everything, paths)
      if (listenersByPrefix.size > (everything === undefined ? 0 : 1)) {
        for (const [prefix, changed] of byPrefix(paths)) {
          calls.push(...callsTo(listenersByPrefix.get(prefix) ?? [], changed))
        }
      }
      tellAll(calls)
    },
    clear: () => listenersByPrefix.clear(),
  }
}

/** Calls every one even if some throw, and then throws what the first of them threw. */
export function tellAll(calls: readonly (() => void)[]): void {
  const errors: unknown[] = []
  for (const call of calls) {
    try {
      call()
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0) throw errors[0]
}

function callsTo(listeners: Iterable<PathsListener>, paths: ReadonlySet<string>): (() => void)[] {
  const calls: (() => void)[] = []
  for (const listener of listeners) calls.push(() => listener(paths))
  return calls
}
