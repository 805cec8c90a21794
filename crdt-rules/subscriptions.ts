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
      const pathsByPrefix = new Map<string, Set<string>>()
      for (const path of paths) {
        for (const prefix of prefixesOf(path)) {
          if (!listenersByPrefix.has(prefix)) continue
          const known = pathsByPrefix.get(prefix)
          if (known === undefined) pathsByPrefix.set(prefix, new Set([path]))
          else known.add(path)
        }
      }
      tellAll(
        [...pathsByPrefix].flatMap(([prefix, changed]) =>
          [...(listenersByPrefix.get(prefix) ?? [])].map((listener) => () => listener(changed)),
        ),
      )
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

function* prefixesOf(path: string): Generator<string> {
  yield ''
  for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
    yield path.slice(0, dot)
  }
  yield path
}
