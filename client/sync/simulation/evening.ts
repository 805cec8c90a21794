import type { SessionKeys } from '../keys/session-keys.ts'
import type { DocumentName } from '../names.ts'
import { makeCast } from './cast.ts'
import { createChance } from './chance.ts'
import { createFastSuite } from './fast-suite.ts'
import { createVirtualDevice, type VirtualDevice, type VirtualTab } from './virtual-device.ts'
import { createVirtualRelay, type VirtualRelay } from './virtual-relay.ts'
import { createVirtualTime, type VirtualTime } from './virtual-time.ts'

const cast = makeCast()
const crypto = createFastSuite()

/** A virtual table for tests that tell one story each. */
export interface Evening {
  readonly time: VirtualTime
  readonly relay: VirtualRelay
  readonly gm: VirtualDevice
  readonly alice: VirtualDevice
  readonly bob: VirtualDevice
  /** Waits until each of the tabs is in step and nothing of theirs waits. Fails after three minutes. */
  rest(...tabs: readonly VirtualTab[]): Promise<void>
  /** Lets time pass until a promise settles. */
  finish(promise: Promise<unknown>): Promise<void>
  /** Opens a tab and waits until its documents are there. */
  open(device: VirtualDevice): Promise<VirtualTab>
  /** Everything dies, so that nothing of it meets the next evening. */
  end(): void
}

/** An evening that has not begun; another seed only changes delays. `keeping`: what the relay keeps of the log. */
export function createEvening(
  seed = 1,
  long: Pick<Parameters<typeof createVirtualRelay>[0], 'keeping'> &
    Pick<Parameters<typeof createVirtualDevice>[0], 'snapshots'> = {},
): Evening {
  const chance = createChance(seed)
  const time = createVirtualTime()
  const relay = createVirtualRelay({ time, chance: chance.branch('relay'), crypto, ...long })
  const [alice = cast.joiner, bob = cast.joiner] = cast.players

  function device(name: string, keys: SessionKeys, documents: readonly DocumentName[] = ['table']) {
    return createVirtualDevice({
      name,
      keys,
      documents,
      clockErrorMs: 0,
      time,
      chance: chance.branch(name),
      crypto,
      relay,
      ...long,
    })
  }

  const devices = {
    gm: device('GM', cast.gm),
    alice: device('Alice', alice),
    bob: device('Bob', bob),
  }
  return {
    time,
    relay,
    ...devices,
    async rest(...tabs) {
      const isAtRest = ({ session: { status } }: VirtualTab) =>
        status.link.state === 'synced' && status.waiting === 0
      if (await time.passUntil(() => tabs.every(isAtRest), 180_000)) return
      const states = tabs.map(({ name, session }) => `${name}: ${JSON.stringify(session.status)}`)
      throw new Error(`Not everybody comes to rest. ${states.join(' ')}`)
    },
    async finish(promise) {
      let isSettled = false
      void promise.finally(() => {
        isSettled = true
      })
      if (!(await time.passUntil(() => isSettled, 60_000))) throw new Error('It does not end.')
    },
    async open(owner) {
      const tab = await owner.open()
      const isLoaded = await time.passUntil(() => tab.game('table') !== undefined, 60_000)
      if (!isLoaded) throw new Error(`${tab.name} does not load its documents.`)
      return tab
    },
    end() {
      for (const each of Object.values(devices)) for (const tab of each.tabs) tab.kill()
    },
  }
}
