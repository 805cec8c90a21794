import type { RoomId } from '#relay/wire'
import type { Schedule } from './schedule.ts'
import type { DeviceStore } from './store/device-store.ts'

/** What waits in the other tabs of this device: until that is on the relay, the device is not saved there. */
export interface OtherTabs {
  /** Changes the relay has not shown back yet. */
  readonly waiting: number
  stop(): void
}

const EVERY_MS = 2_000

/** Looks at once, and again every two seconds. */
export function watchOtherTabs(options: {
  readonly room: RoomId
  readonly tabName: string
  readonly store: DeviceStore
  readonly schedule: Schedule
  readonly onChange: () => void
}): OtherTabs {
  const { room, tabName, store, schedule } = options
  let waiting = 0
  let isStopped = false
  let cancel = () => {}

  async function count(): Promise<number> {
    const tabs = await store.list('tabs', [room])
    if (tabs.every(({ key }) => key[1] === tabName)) return 0
    const isTheirs = ({ key }: { readonly key: readonly (string | number)[] }) => key[1] !== tabName
    const unsealed = (await store.list('waiting', [room])).filter(isTheirs)
    const sealed = (await store.list('outgoing', [room])).filter(isTheirs)
    return unsealed.length + sealed.reduce((sum, { value }) => sum + value.changes, 0)
  }

  async function look(): Promise<void> {
    const found = await count()
    if (isStopped) return
    const isNew = found !== waiting
    waiting = found
    if (isNew) options.onChange()
    cancel = schedule(EVERY_MS, () => void look())
  }

  cancel = schedule(0, () => void look())
  return {
    get waiting() {
      return waiting
    },
    stop() {
      isStopped = true
      cancel()
    },
  }
}
