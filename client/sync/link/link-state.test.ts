import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CLOSE_CODES } from '#relay/wire'
import { backOffMs } from './back-off.ts'
import { advance, failuresOf, initialLink, linkStatus } from './link-state.ts'
import type { LinkEvent, LinkState } from './link-state.ts'
import { tellOfFailures } from './tell-of-failures.ts'

const states: Readonly<Record<LinkState['state'], LinkState>> = {
  offline: { state: 'offline', failures: 2 },
  awaited: { state: 'awaited', failures: 2 },
  connecting: { state: 'connecting', failures: 2, isAwaited: false },
  syncing: { state: 'syncing', failures: 2, received: 3, expected: 9 },
  synced: { state: 'synced' },
  outOfSync: { state: 'outOfSync', failures: 2, why: 'diverged' },
  resyncing: { state: 'resyncing', failures: 2, received: 3, expected: 9 },
  refused: { state: 'refused', why: 'notAllowed' },
}

const events: Readonly<Record<LinkEvent['type'] | 'closedForGood' | 'noSuchRoom', LinkEvent>> = {
  attempt: { type: 'attempt' },
  accepted: { type: 'accepted', expected: 5 },
  progress: { type: 'progress', received: 4 },
  diverged: { type: 'diverged', why: 'behind' },
  rereading: { type: 'rereading', expected: 7 },
  caughtUp: { type: 'caughtUp' },
  closed: { type: 'closed', code: 1006 },
  closedForGood: { type: 'closed', code: CLOSE_CODES.inviteExpired },
  noSuchRoom: { type: 'closed', code: CLOSE_CODES.noSuchRoom },
}

/** Where each event leads from each state; a state that is not named stays as it is. */
const moves: Readonly<
  Record<keyof typeof events, Partial<Record<LinkState['state'], LinkState['state']>>>
> = {
  attempt: { offline: 'connecting', awaited: 'connecting' },
  accepted: { connecting: 'syncing' },
  progress: { syncing: 'syncing', resyncing: 'resyncing' },
  diverged: {
    connecting: 'outOfSync',
    syncing: 'outOfSync',
    synced: 'outOfSync',
    outOfSync: 'outOfSync',
    resyncing: 'outOfSync',
  },
  rereading: { outOfSync: 'resyncing', connecting: 'resyncing' },
  caughtUp: { syncing: 'synced', resyncing: 'synced' },
  closed: {
    connecting: 'offline',
    syncing: 'offline',
    synced: 'offline',
    outOfSync: 'offline',
    resyncing: 'offline',
  },
  closedForGood: {
    offline: 'refused',
    awaited: 'refused',
    connecting: 'refused',
    syncing: 'refused',
    synced: 'refused',
    outOfSync: 'refused',
    resyncing: 'refused',
  },
  noSuchRoom: {
    offline: 'awaited',
    awaited: 'awaited',
    connecting: 'awaited',
    syncing: 'awaited',
    synced: 'awaited',
    outOfSync: 'awaited',
    resyncing: 'awaited',
  },
}

describe('the link to the relay', () => {
  for (const [eventName, event] of Object.entries(events)) {
    for (const [stateName, state] of Object.entries(states)) {
      const target = moves[eventName as keyof typeof events][state.state]
      const title =
        target === undefined
          ? `${eventName} changes nothing when ${stateName}`
          : `${eventName} leads from ${stateName} to ${target}`
      test(title, () => {
        const next = advance(state, event)
        if (target === undefined) expect(next).toBe(state)
        else expect(next.state).toBe(target)
      })
    }
  }

  test('counts records as they come', () => {
    expect(advance(states.syncing, { type: 'progress', received: 4 })).toMatchObject({
      received: 7,
      expected: 9,
    })
  })

  test('counts failures until it works again', () => {
    const failing = [events.attempt, events.closed, events.attempt, events.closed]
    const failed = failing.reduce(advance, initialLink)
    expect(failuresOf(failed)).toBe(2)
    expect(linkStatus(advance(failed, events.attempt))).toEqual({ state: 'connecting', attempt: 3 })
    const working = [events.attempt, events.accepted, events.caughtUp].reduce(advance, failed)
    expect(failuresOf(working)).toBe(0)
  })

  test('once refused it stays refused, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.values(events))), (sequence) => {
        expect(sequence.reduce(advance, states.refused)).toBe(states.refused)
      }),
    )
  })

  test('says why it was refused', () => {
    expect(linkStatus(advance(states.connecting, events.closedForGood))).toEqual({
      state: 'refused',
      why: 'inviteExpired',
    })
  })

  test('a room that is not there yet is awaited, shown so while it is tried again, until somebody brings it', () => {
    const knocking = [events.attempt, events.noSuchRoom, events.attempt].reduce(
      advance,
      initialLink,
    )
    expect(knocking.state).toBe('connecting')
    expect(linkStatus(knocking)).toEqual({ state: 'awaited', attempt: 1 })
    const again = [events.noSuchRoom, events.attempt].reduce(advance, knocking)
    expect(linkStatus(again)).toEqual({ state: 'awaited', attempt: 2 })
    const inside = [events.accepted, events.caughtUp].reduce(advance, again)
    expect(linkStatus(inside)).toEqual({ state: 'synced' })
  })

  test('tells a person the state of every link', () => {
    for (const state of Object.values(states)) expect(linkStatus(state).state).toBe(state.state)
  })
})

describe('waiting before the next attempt', () => {
  test('doubles, is spread out, and never exceeds 20 seconds', () => {
    fc.assert(
      fc.property(
        fc.nat(200),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (failures, chance) => {
          const delayMs = backOffMs(failures, chance)
          expect(delayMs).toBeGreaterThanOrEqual(75)
          expect(delayMs).toBeLessThanOrEqual(20_000)
          expect(backOffMs(failures + 1, chance)).toBeGreaterThanOrEqual(delayMs)
        },
      ),
    )
  })
})

test('that the disk of the relay is full is told at once, and only then', () => {
  const said: unknown[] = []
  const notices = {
    say: (_: string, notice: unknown) => void said.push(notice),
    takeBack: () => undefined,
    current: undefined,
  }
  const synced: LinkState = { state: 'synced' }
  const { storageFailed, storageFull } = CLOSE_CODES
  tellOfFailures(notices, advance(synced, { type: 'closed', code: storageFailed }))
  expect(said).toEqual([])
  tellOfFailures(notices, advance(synced, { type: 'closed', code: storageFull }))
  expect(said).toEqual([{ code: 'diskFull' }])
})
