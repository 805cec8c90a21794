import type { Schedule } from './schedule.ts'
import type { Tab } from './tab.ts'
import type { Change } from './store/device-store.ts'

/** Takes over what dead tabs of this device left behind, now and every few seconds. */
export interface Adoption {
  /** Looks now; whoever asks while it is under way waits for the same end. */
  look(): Promise<void>
  stop(): void
}

const EVERY_MS = 15_000

/** Begins with the first look. */
export function createAdoption(options: {
  readonly tab: Tab
  readonly schedule: Schedule
  readonly adopt: (deadTab: string, forget: readonly Change[]) => Promise<void>
}): Adoption {
  const { tab, schedule, adopt } = options
  let looking: Promise<void> | undefined
  let isStopped = false
  let cancel = () => {}

  async function lookAtAll(): Promise<void> {
    cancel()
    if (isStopped) return
    await tab.adoptDead(adopt)
    if (!isStopped) cancel = schedule(EVERY_MS, () => void look())
  }

  function look(): Promise<void> {
    looking ??= lookAtAll().finally(() => {
      looking = undefined
    })
    return looking
  }

  return {
    look,
    stop() {
      isStopped = true
      cancel()
    },
  }
}
