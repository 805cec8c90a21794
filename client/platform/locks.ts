import { openDB } from 'idb'

type Release = () => void

interface Locks {
  hold(name: string): Promise<Release | undefined>
}

const DATABASE = 'dungeon-lab-locks'
const TABLE = 'leases'
// Hidden tabs wake up once a minute: a lease has to outlive that.
const LEASE_MS = 90_000
const RENEW_MS = 20_000

/** Locks between the tabs of this browser: Web Locks, or leases in IndexedDB where there is no secure context. */
export function createTabLocks(): Locks {
  const locks = (navigator as { readonly locks?: LockManager }).locks
  return locks === undefined ? createLeases() : createWebLocks(locks)
}

function createWebLocks(locks: LockManager): Locks {
  return {
    hold: (name) =>
      new Promise((resolve, reject) => {
        locks
          .request(name, { ifAvailable: true }, (lock) => {
            if (lock === null) return resolve(undefined)
            return new Promise<void>((release) => resolve(release))
          })
          .catch(reject)
      }),
  }
}

function createLeases(): Locks {
  const owner = Array.from(crypto.getRandomValues(new Uint32Array(3)), String).join('-')
  const held = new Set<string>()
  const database = openDB<{ leases: { key: string; value: Lease } }>(DATABASE, 1, {
    upgrade: (opened) => void opened.createObjectStore(TABLE),
  })
  database.catch(() => undefined)

  async function take(name: string): Promise<boolean> {
    const transaction = (await database).transaction(TABLE, 'readwrite')
    const lease = await transaction.store.get(name)
    const isFree = lease === undefined || lease.owner === owner || lease.untilMs < Date.now()
    if (isFree) await transaction.store.put({ owner, untilMs: Date.now() + LEASE_MS }, name)
    await transaction.done
    return isFree
  }

  async function giveBack(name: string): Promise<void> {
    if (held.delete(name)) await (await database).delete(TABLE, name)
  }

  setInterval(() => {
    for (const name of held) void take(name)
  }, RENEW_MS)
  addEventListener('pagehide', () => {
    for (const name of held) void giveBack(name)
  })
  addEventListener('pageshow', ({ persisted }) => {
    // A page that comes back from the back-forward cache has given its leases away: it starts anew.
    if (persisted) location.reload()
  })

  return {
    async hold(name) {
      if (held.has(name)) return undefined
      held.add(name)
      // Without IndexedDB nothing is kept between tabs either, so there is nothing to guard.
      if (await take(name).catch(() => true)) return () => void giveBack(name)
      held.delete(name)
      return undefined
    },
  }
}

interface Lease {
  readonly owner: string
  readonly untilMs: number
}
