import { closeSentence, isFinalClose } from '#relay/wire'
import type { LinkStatus } from '../status.ts'

/** Where the link to the relay stands. `failures` counts attempts since the link last worked. */
export type LinkState =
  | { readonly state: 'offline'; readonly failures: number }
  | { readonly state: 'connecting'; readonly failures: number }
  | {
      readonly state: 'syncing'
      readonly failures: number
      readonly received: number
      readonly expected: number
    }
  | { readonly state: 'synced' }
  | { readonly state: 'outOfSync'; readonly failures: number; readonly sentence: string }
  | {
      readonly state: 'resyncing'
      readonly failures: number
      readonly received: number
      readonly expected: number
    }
  | { readonly state: 'refused'; readonly sentence: string }

export type LinkEvent =
  /** A socket is being opened. */
  | { readonly type: 'attempt' }
  /** The relay takes our position; so many records follow. */
  | { readonly type: 'accepted'; readonly expected: number }
  /** Records were applied and stored. */
  | { readonly type: 'progress'; readonly received: number }
  /** The relay's log is not the one this device knows. */
  | { readonly type: 'diverged'; readonly sentence: string }
  /** The log as it is now is being read from its start. */
  | { readonly type: 'rereading'; readonly expected: number }
  /** Everything in the log is here; in a resync also: what the log lacked is in the outbox. */
  | { readonly type: 'caughtUp' }
  | { readonly type: 'closed'; readonly code: number }
  /** Something on this side makes another attempt pointless. */
  | { readonly type: 'refused'; readonly sentence: string }

export const initialLink: LinkState = { state: 'offline', failures: 0 }

/** The whole life of the link in one place: no socket, no timer, no surprise. A refused link stays refused. */
export function advance(link: LinkState, event: LinkEvent): LinkState {
  if (link.state === 'refused') return link
  const failures = 'failures' in link ? link.failures : 0

  switch (event.type) {
    case 'attempt':
      return link.state === 'offline' ? { state: 'connecting', failures } : link
    case 'accepted':
      return link.state === 'connecting'
        ? { state: 'syncing', failures, received: 0, expected: event.expected }
        : link
    case 'progress':
      return link.state === 'syncing' || link.state === 'resyncing'
        ? { ...link, received: link.received + event.received }
        : link
    case 'diverged':
      return link.state === 'offline'
        ? link
        : { state: 'outOfSync', failures, sentence: event.sentence }
    case 'rereading':
      return link.state === 'outOfSync' || link.state === 'connecting'
        ? { state: 'resyncing', failures, received: 0, expected: event.expected }
        : link
    case 'caughtUp':
      return link.state === 'syncing' || link.state === 'resyncing' ? { state: 'synced' } : link
    case 'closed':
      if (isFinalClose(event.code)) {
        return { state: 'refused', sentence: refusedSentence(event.code) }
      }
      return link.state === 'offline' ? link : { state: 'offline', failures: failures + 1 }
    case 'refused':
      return { state: 'refused', sentence: event.sentence }
  }
}

/** The link as a person is told of it. */
export function linkStatus(link: LinkState): LinkStatus {
  switch (link.state) {
    case 'offline':
      return { state: 'offline' }
    case 'connecting':
      return { state: 'connecting', attempt: link.failures + 1 }
    case 'syncing':
      return { state: 'syncing', received: link.received, expected: link.expected }
    case 'synced':
      return { state: 'synced' }
    case 'outOfSync':
      return { state: 'outOfSync', sentence: link.sentence }
    case 'resyncing':
      return { state: 'resyncing' }
    case 'refused':
      return { state: 'refused', sentence: link.sentence }
  }
}

/** How often the link has failed in a row. */
export function failuresOf(link: LinkState): number {
  return 'failures' in link ? link.failures : 0
}

function refusedSentence(code: number): string {
  return closeSentence(code) ?? 'The relay refused this device.'
}
