import type { RefusedRecord } from './log/log-reader.ts'
import type { Schedule } from './schedule.ts'

/** What a person should know beyond where things stand. */
export interface Notices {
  /** Says something until it is taken back or its time is over. */
  say(topic: string, sentence: string, lastsMs?: number): void
  takeBack(topic: string): void
  /** The newest sentence that still holds. */
  readonly current: string | undefined
}

/** No notices. */
export function createNotices(schedule: Schedule, onChange: () => void): Notices {
  const sentences = new Map<string, string>()

  function takeBack(topic: string): void {
    if (sentences.delete(topic)) onChange()
  }
  return {
    say(topic, sentence, lastsMs) {
      sentences.delete(topic)
      sentences.set(topic, sentence)
      if (lastsMs !== undefined) {
        schedule(lastsMs, () => {
          if (sentences.get(topic) === sentence) takeBack(topic)
        })
      }
      onChange()
    },
    takeBack,
    get current() {
      return [...sentences.values()].at(-1)
    },
  }
}

/** What may be said at any time. */
export const SENTENCES = {
  fork: 'The relay shows other devices another history of this session than this one. Ask its keeper, or move the session to another relay.',
  keptBack:
    'Others have seen changes that the relay does not show this device. Ask its keeper, or reload this page.',
  falseSnapshot:
    'Somebody offered a snapshot of this session that does not agree with this device; it was not vouched for.',
  lacking:
    'A part of this session could not be read from the relay. It comes when a device that has it is here.',
} as const

/** Said while the relay stays away. */
export function unreachedSentence(times: number): string {
  return `The relay could not be reached ${times} times in a row. Everything stays on this device and is sent when the relay is back.`
}

/** Why a record of the log was left out, in words. */
export function refusalSentence({ seq, refusal }: RefusedRecord): string {
  const record = `Change ${seq} of this session was left out`
  switch (refusal) {
    case 'unknown-author':
      return `${record}: nobody vouched for the device that wrote it.`
    case 'not-allowed':
      return `${record}: its author may not write there.`
    case 'bad-signature':
      return `${record}: it was altered on its way.`
    case 'unreadable':
      return `${record}: it does not open with the key of this session.`
    case 'malformed':
      return `${record}: it could not be read.`
  }
}
