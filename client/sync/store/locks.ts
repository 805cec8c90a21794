/** Lets go of a lock. */
export type Release = () => void

/** Locks between the tabs of one device. A tab that dies lets go of everything it held. */
export interface Locks {
  /** Takes the lock, or answers undefined when another tab (or this one) holds it. Never waits. */
  hold(name: string): Promise<Release | undefined>
}

/** Locks among those who share this object. */
export function createMemoryLocks(held: Set<string> = new Set()): Locks {
  return {
    hold(name) {
      if (held.has(name)) return Promise.resolve(undefined)
      held.add(name)
      return Promise.resolve(() => held.delete(name))
    },
  }
}
