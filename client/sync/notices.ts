import type { Schedule } from './schedule.ts'
import type { SyncNotice } from './status.ts'

/** What a person should know beyond where things stand. */
export interface Notices {
  /** Says something until it is taken back or its time is over; what was said of the topic before is forgotten. */
  say(topic: string, notice: SyncNotice, lastsMs?: number): void
  takeBack(topic: string): void
  /** The newest that still holds. */
  readonly current: SyncNotice | undefined
}

/** No notices. */
export function createNotices(schedule: Schedule, onChange: () => void): Notices {
  const notices = new Map<string, SyncNotice>()

  function takeBack(topic: string): void {
    if (notices.delete(topic)) onChange()
  }
  return {
    say(topic, notice, lastsMs) {
      notices.delete(topic)
      notices.set(topic, notice)
      if (lastsMs !== undefined) {
        schedule(lastsMs, () => {
          if (notices.get(topic) === notice) takeBack(topic)
        })
      }
      onChange()
    },
    takeBack,
    get current() {
      return [...notices.values()].at(-1)
    },
  }
}
