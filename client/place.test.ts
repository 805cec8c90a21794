import { plugins } from '#plugins'
import { describe, expect, test } from 'vitest'
import { type Address, Places } from './place.svelte.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { createMemoryStore, foundSession, inviteLink, type SessionKeys } from './sync/index.ts'
import { createJoinedSessions } from './world/testing/joined-sessions.ts'

const home = 'https://table.example/'

describe('the ways through the page', () => {
  test('without a fragment one is in the lobby, which says when nothing is kept', async () => {
    const { places } = arriveAt(home)
    await places.arrive()
    expect(places.current).toEqual({
      type: 'lobby',
      sessions: [],
      onlyInTab: expect.any(String) as string,
    })
  })

  test('starting sits down at a table, and the address leads back to it without a secret', async () => {
    const { places, address, sessions } = arriveAt(home)
    await places.arrive()
    await places.start()
    expect(places.current.type).toBe('session')
    const [kept] = await sessions.list()
    expect(address.read()).toBe(`${home}#/s/${kept?.room}`)
    expect(kept?.role).toBe('gm')
  })

  test('an invite is kept on the device and taken out of the address', async () => {
    const link = newInvite()
    const { places, address, sessions } = arriveAt(link)
    await places.arrive()
    expect(places.current).toMatchObject({ type: 'invited', role: 'player' })
    expect(address.read()).toBe(`${home}#/join`)
    expect(await sessions.pendingInvite()).toBe(link)
  })

  test('a reload on the way in comes back to the same invite', async () => {
    const link = newInvite()
    const { places, sessions } = arriveAt(link)
    await places.arrive()
    const reloaded = new Places(sessions, openAddress(`${home}#/join`), unexpected)
    await reloaded.arrive()
    expect(reloaded.current).toMatchObject({ type: 'invited', link })
  })

  test('a session joined but never received is forgotten when one turns back', async () => {
    const { places, sessions } = arriveAt(newInvite())
    await places.arrive()
    await places.join({ name: 'Alice', colour: '#56b4e9' })
    expect(places.current.type).toBe('session')
    expect(await sessions.list()).toHaveLength(1)
    await places.leave()
    expect(places.current).toMatchObject({ type: 'lobby', sessions: [] })
    expect(await sessions.profile()).toEqual({ name: 'Alice', colour: '#56b4e9' })
  })

  test('a damaged link and an unknown session lead to the lobby with a sentence', async () => {
    const damaged = arriveAt(`${newInvite()}x`)
    await damaged.places.arrive()
    expect(damaged.places.current).toMatchObject({
      type: 'lobby',
      problem: expect.stringContaining('invite link') as string,
    })
    expect(damaged.address.read()).toBe(home)

    const unknown = arriveAt(`${home}#/s/nowhere`)
    await unknown.places.arrive()
    expect(unknown.places.current).toMatchObject({
      type: 'lobby',
      problem: expect.stringContaining('not on this device') as string,
    })
  })
})

function arriveAt(start: string) {
  const sessions = openSessions()
  const address = openAddress(start)
  return { sessions, address, places: new Places(sessions, address, unexpected) }
}

function openSessions(): Sessions {
  const joined = createJoinedSessions()
  return createSessions({
    store: createMemoryStore(),
    openSync: (keys: SessionKeys) =>
      Object.defineProperty(
        joined.join('00000a', keys.ownerSeed === undefined ? 'player' : 'gm'),
        'room',
        { value: keys.room },
      ),
    openAssets: () => ({
      put: () => Promise.reject(new Error('No file is added here.')),
      get: () => Promise.reject(new Error('No file is asked for here.')),
      status: () => ({ state: 'away' }),
      onStatus: () => () => undefined,
      room: () => Promise.resolve(undefined),
      need: () => undefined,
      retry: () => undefined,
      close: () => Promise.resolve(),
    }),
    plugin: plugin(),
    firstScene: {
      name: 'Cellar',
      columns: 8,
      rows: 8,
      cellFeet: 5,
      shapes: [],
      places: { heroes: [{ x: 1, y: 1 }], monsters: [{ x: 6, y: 6 }] },
    },
    pageUrl: home,
    randomBytes,
    random: Math.random,
    schedule: joined.schedule,
    now: () => Date.UTC(2026, 10, 20, 20),
  })
}

function newInvite(): string {
  return inviteLink(foundSession(randomBytes), home, { role: 'player' }, randomBytes)
}

function openAddress(start: string): Address {
  let shown = start
  return {
    read: () => shown,
    show: (fragment) => (shown = `${home}${fragment}`),
    onChange: () => () => undefined,
  }
}

function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length))
}

function plugin() {
  const [first] = plugins
  if (first === undefined) throw new Error('The list of game systems is empty.')
  return first
}

function unexpected(error: unknown): void {
  throw error
}
