import { classesOfRole, mayWrite, STREAM_CLASSES, streamOf } from '#relay/wire'
import * as Y from 'yjs'
import type { Audience, DocumentName, Present, SyncSession, SyncStatus } from '../../sync/index.ts'
import type { Role } from '../views.ts'

/** Sessions of several people whose documents meet only when the test says so. */
export interface JoinedSessions {
  readonly join: (member: string, role: Role) => JoinedSession
  readonly leave: (session: JoinedSession) => void
  /** Brings every document that two people can open to the same state, and delivers whispers. */
  readonly meet: () => void
  /** Virtual time: runs what was scheduled in between. */
  readonly pass: (milliseconds: number) => void
  readonly schedule: (delayMs: number, run: () => void) => () => void
}

export interface JoinedSession extends SyncSession {
  /** Everything another person's device was ever sent: document updates and whispers. */
  readonly sent: readonly { readonly to: Role; readonly name: string; readonly bytes: Uint8Array }[]
  readonly docs: ReadonlyMap<DocumentName, Y.Doc>
}

interface Person extends JoinedSession {
  readonly docs: Map<DocumentName, Y.Doc>
  readonly sent: { to: Role; name: string; bytes: Uint8Array }[]
  readonly outbox: { audience: Audience; payload: Uint8Array }[]
  readonly whisperListeners: Set<(from: Present, audience: Audience, payload: Uint8Array) => void>
  readonly presentListeners: Set<() => void>
  readonly connection: number
}

/** Nobody is there yet; the time is a fixed evening. */
export function createJoinedSessions(): JoinedSessions {
  const people: Person[] = []
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  let clock = Date.UTC(2026, 10, 20, 20)
  let connections = 0

  function schedule(delayMs: number, run: () => void): () => void {
    const timer = { at: clock + delayMs, run }
    timers.add(timer)
    return () => timers.delete(timer)
  }

  function join(member: string, role: Role): JoinedSession {
    const privateKeys = new Set<string>()
    const person: Person = {
      room: 'room',
      device: `${member}-device`,
      member,
      role,
      connection: ++connections,
      docs: new Map(),
      sent: [],
      outbox: [],
      whisperListeners: new Set(),
      presentListeners: new Set(),
      status: synced,
      sealedPrivateKey: Uint8Array.of(7),
      open(name) {
        const doc = person.docs.get(name) ?? new Y.Doc()
        person.docs.set(name, doc)
        return Promise.resolve({ name, doc, close: () => undefined })
      },
      canRead: (name) => isReadable(name, member, role, privateKeys),
      canWrite: (name) =>
        isReadable(name, member, role, privateKeys) && mayWriteAs(name, member, role),
      addPrivateKey: (of) => privateKeys.add(of),
      onStatus: () => () => undefined,
      get present() {
        return people.filter((other) => other !== person).map(toPresent)
      },
      onPresent: (listener) => listen(person.presentListeners, listener),
      whisper: (audience, payload) => person.outbox.push({ audience, payload }),
      onWhisper: (listener) => listen(person.whisperListeners, listener),
      urgent: () => undefined,
      now: () => clock,
      stop: () => Promise.resolve(),
    }
    people.push(person)
    tellPresent()
    return person
  }

  function tellPresent(): void {
    for (const person of people) for (const listener of person.presentListeners) listener()
  }

  function meet(): void {
    for (const from of people) {
      for (const to of people) if (from !== to) send(from, to)
      for (const { audience, payload } of from.outbox.splice(0)) whisper(from, audience, payload)
    }
  }

  function send(from: Person, to: Person): void {
    for (const [name, doc] of from.docs) {
      if (!to.canRead(name) || !from.canWrite(name)) continue
      const own = to.docs.get(name) ?? new Y.Doc()
      to.docs.set(name, own)
      const bytes = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(own))
      from.sent.push({ to: to.role, name, bytes })
      Y.applyUpdate(own, bytes)
    }
  }

  function whisper(from: Person, audience: Audience, payload: Uint8Array): void {
    for (const to of people) {
      if (to === from || (audience === 'gm' && to.role !== 'gm')) continue
      from.sent.push({ to: to.role, name: 'whisper', bytes: payload })
      for (const listener of to.whisperListeners) listener(toPresent(from), audience, payload)
    }
  }

  return {
    join,
    meet,
    schedule,

    leave(session) {
      people.splice(people.indexOf(session as Person), 1)
      tellPresent()
    },

    pass(milliseconds) {
      const until = clock + milliseconds
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)
        if (next === undefined) break
        timers.delete(next)
        clock = next.at
        next.run()
      }
      clock = until
    },
  }
}

function isReadable(name: string, member: string, role: Role, keys: ReadonlySet<string>): boolean {
  const [kind = '', owner = ''] = name.split('/')
  if (kind === 'private') return owner === member || keys.has(owner)
  return kind.startsWith('gm') ? role === 'gm' : true
}

/** By the table that the relay looks rights up in; names are numbered by their letters. */
function mayWriteAs(name: DocumentName, member: string, role: Role): boolean {
  const [kind = '', owner] = name.split('/')
  const streamClass = STREAM_CLASSES.find((each) => each === kind)
  if (streamClass === undefined) return false
  const writer = { role, classes: classesOfRole(role), member: numberOf(member) }
  return mayWrite(writer, streamOf(streamClass, owner === undefined ? 0 : numberOf(owner)))
}

function numberOf(words: string): number {
  return [...words].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 0) % 0xffffff
}

function toPresent({ connection, device, member, role }: Person): Present {
  return { connection, device, member, role }
}

function listen<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const synced: SyncStatus = {
  link: { state: 'synced' },
  waiting: 0,
  kept: 0,
  saved: { state: 'device' },
  counts: { drifts: 0, repairs: 0, forks: 0, gaps: 0, rereads: 0 },
}
