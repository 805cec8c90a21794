import { BLOB_REFUSALS, CLOSE_CODES, NACK_REASONS } from './wire/index.ts'

/** What is counted, and what each count means. */
export const COUNTERS = {
  connections_opened: 'Sockets that were taken.',
  connections_turned_away: 'Sockets that were not taken, by reason.',
  connections_closed: 'Sockets the relay closed, by close code.',
  rooms_begun: 'Logs that were begun.',
  records_appended: 'Records that became durable.',
  record_bytes_appended: 'Their bytes.',
  records_delivered: 'Records sent to members, live and in catch-up.',
  records_refused: 'Records not taken, by reason.',
  ephemerals_delivered: 'Ephemeral frames given to members.',
  ephemerals_dropped: 'Ephemeral frames left out, by reason.',
  snapshots_kept: 'Snapshots that became durable.',
  records_pruned: 'Records that went because a snapshot holds them.',
  blob_bytes_received: 'Bytes of files that members sent.',
  blob_bytes_sent: 'Bytes of files that members were sent.',
  blob_requests_refused: 'Requests about files that were refused, by reason.',
  blobs_collected: 'Files that went because nobody needs them.',
  rooms_forgotten: 'Rooms that went because nobody used them for as long as FORGET_DAYS says.',
  rooms_damaged: 'Rooms of which the stored bytes make no sense.',
} as const

/**
 * Reasons that are shown before they are met: Prometheus takes a series that appears for one that stood still, so that
 * an alert would miss the first time.
 */
export const REASONS: Readonly<Partial<Record<CounterName, readonly (string | number)[]>>> = {
  connections_turned_away: ['relay-full', 'address-full', 'too-often'],
  connections_closed: Object.values(CLOSE_CODES),
  records_refused: NACK_REASONS,
  ephemerals_dropped: ['slow', 'too-fast'],
  blob_requests_refused: Object.keys(BLOB_REFUSALS),
}

/** What is timed, and what each time means. */
export const TIMERS = {
  ack_seconds:
    'From the first record that waits for a commit to its acknowledgement, per commit and room.',
  catch_up_seconds: 'From a cursor to the end of the log.',
} as const

export type CounterName = keyof typeof COUNTERS
export type TimerName = keyof typeof TIMERS

/** Counts what happens; knows no person, room or address. */
export interface Meter {
  /** `label` is a close code or a reason, of which there are few. */
  readonly count: (name: CounterName, amount?: number, label?: string | number) => void
  /** The clock of `time`, in milliseconds. */
  readonly nowMs: () => number
  readonly time: (name: TimerName, sinceMs: number) => void
}

/** Counts nothing. */
export const noMeter: Meter = {
  count: () => undefined,
  nowMs: () => 0,
  time: () => undefined,
}
