import { CLOSE_CODES, closeReasonOf, isFinalClose, MESSAGE_TOO_LONG } from '#relay/wire'
import type { Divergence, LinkStatus, Rejection } from '../status.ts'

/** Where the link to the relay stands. `failures` counts attempts since the link last worked. */
export type LinkState =
  /** `isFull`: the relay's disk took nothing more. */
  | { readonly state: 'offline'; readonly failures: number; readonly isFull?: true }
  /** The relay has never heard of the room; whoever founded it brings it. */
  | { readonly state: 'awaited'; readonly failures: number }
  /** `isAwaited`: the last attempt found no such room. */
  | { readonly state: 'connecting'; readonly failures: number; readonly isAwaited: boolean }
  | {
      readonly state: 'syncing'
      readonly failures: number
      readonly received: number
      readonly expected: number
    }
  | { readonly state: 'synced' }
  | { readonly state: 'outOfSync'; readonly failures: number; readonly why: Divergence }
  | {
      readonly state: 'resyncing'
      readonly failures: number
      readonly received: number
      readonly expected: number
    }
  | { readonly state: 'refused'; readonly why: Rejection }

export type LinkEvent =
  /** A socket is being opened. */
  | { readonly type: 'attempt' }
  /** The relay takes our position; so many records follow. */
  | { readonly type: 'accepted'; readonly expected: number }
  /** Records were applied and stored. */
  | { readonly type: 'progress'; readonly received: number }
  /** The relay's log is not the one this device knows. */
  | { readonly type: 'diverged'; readonly why: Divergence }
  /** The log as it is now is being read from its start. */
  | { readonly type: 'rereading'; readonly expected: number }
  /** Everything in the log is here; in a resync also: what the log lacked is in the outbox. */
  | { readonly type: 'caughtUp' }
  | { readonly type: 'closed'; readonly code: number }

export const initialLink: LinkState = { state: 'offline', failures: 0 }

/** The whole life of the link in one place: no socket, no timer, no surprise. A refused link stays refused. */
export function advance(link: LinkState, event: LinkEvent): LinkState {
  if (link.state === 'refused') return link
  const failures = 'failures' in link ? link.failures : 0

  switch (event.type) {
    case 'attempt':
      return canAttempt(link)
        ? { state: 'connecting', failures, isAwaited: link.state === 'awaited' }
        : link
    case 'accepted':
      return link.state === 'connecting'
        ? { state: 'syncing', failures, received: 0, expected: event.expected }
        : link
    case 'progress':
      return link.state === 'syncing' || link.state === 'resyncing'
        ? { ...link, received: link.received + event.received }
        : link
    case 'diverged':
      return canAttempt(link) ? link : { state: 'outOfSync', failures, why: event.why }
    case 'rereading':
      return link.state === 'outOfSync' || link.state === 'connecting'
        ? { state: 'resyncing', failures, received: 0, expected: event.expected }
        : link
    case 'caughtUp':
      return link.state === 'syncing' || link.state === 'resyncing' ? { state: 'synced' } : link
    case 'closed':
      if (event.code === CLOSE_CODES.noSuchRoom) return { state: 'awaited', failures: failures + 1 }
      if (isFinalClose(event.code)) return { state: 'refused', why: rejectionOf(event.code) }
      return canAttempt(link) ? link : offline(event.code, failures + 1)
  }
}

function offline(code: number, failures: number): LinkState {
  const isFull = code === CLOSE_CODES.storageFull
  return isFull ? { state: 'offline', failures, isFull } : { state: 'offline', failures }
}

/** Whether the next thing to do is to try again. */
export function canAttempt(link: LinkState): boolean {
  return link.state === 'offline' || link.state === 'awaited'
}

/** The link as a person is told of it. */
export function linkStatus(link: LinkState): LinkStatus {
  switch (link.state) {
    case 'offline':
      // It is tried again within a moment, perhaps at another relay.
      return link.failures === 1 && link.isFull !== true
        ? { state: 'connecting', attempt: 1 }
        : { state: 'offline' }
    case 'awaited':
      return { state: 'awaited', attempt: link.failures }
    case 'connecting':
      // Nobody need see it knock again and again.
      return link.isAwaited
        ? { state: 'awaited', attempt: link.failures }
        : { state: 'connecting', attempt: link.failures + 1 }
    case 'syncing':
      return { state: 'syncing', received: link.received, expected: link.expected }
    case 'synced':
      return { state: 'synced' }
    case 'outOfSync':
      return { state: 'outOfSync', why: link.why }
    case 'resyncing':
      return { state: 'resyncing' }
    case 'refused':
      return { state: 'refused', why: link.why }
  }
}

/** Whether the link was closed because the relay's disk takes nothing more. */
export function isDiskFull(link: LinkState): boolean {
  return link.state === 'offline' && link.isFull === true
}

/** How often the link has failed in a row. */
export function failuresOf(link: LinkState): number {
  return 'failures' in link ? link.failures : 0
}

function rejectionOf(code: number): Rejection {
  if (code === MESSAGE_TOO_LONG) return 'messageTooLong'
  const reason = closeReasonOf(code)
  return REJECTIONS.find((rejection) => rejection === reason) ?? 'unknown'
}

const REJECTIONS = [
  'malformed',
  'proofFailed',
  'notAllowed',
  'unknownVersion',
  'memberTaken',
  'inviteExpired',
  'inviteUsedUp',
  'tooManyDevices',
] as const satisfies readonly Rejection[]
