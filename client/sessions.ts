import type { Json } from '#crdt-rules'
import type { Plugin } from '#plugin-sdk'
import { z } from 'zod'
import type { AssetStore } from './assets/index.ts'
import { openKeptViews } from './kept-views.ts'
import type { KnownSession, Profile } from './lobby/index.ts'
import {
  acceptInvite,
  type DamagedInvite,
  type DeviceStore,
  forgetSession,
  foundSession,
  type Invite,
  inviteLink,
  mayInvite,
  put,
  type RandomBytes,
  readInvite,
  type SavedStatus,
  type SessionKeys,
  type SyncSession,
} from './sync/index.ts'
import type { KeptViews } from './table/index.ts'
import { memberColours } from './ui/index.ts'
import { createWorld, type SceneSeed, type Shelf, type World } from './world/index.ts'

/** What sessions are opened with. */
export interface SessionsWorld {
  readonly store: DeviceStore
  readonly openSync: (keys: SessionKeys) => SyncSession
  /** The session's maps and pictures. */
  readonly openAssets: (keys: SessionKeys, now: () => number) => AssetStore
  readonly plugin: Plugin
  readonly firstScene: SceneSeed
  /** The address of the page, on which invite links are built. */
  readonly pageUrl: string
  readonly randomBytes: RandomBytes
  /** Evenly spread in [0, 1), from a strong source. */
  readonly random: () => number
  readonly schedule: (delayMs: number, run: () => void) => () => void
  readonly now: () => number
}

/** A session that is open on this page. */
export interface OpenedSession {
  readonly world: World
  readonly assets: AssetStore
  readonly views: KeptViews
  readonly canInvite: boolean
  close(): Promise<void>
}

/** The sessions of this device: kept, opened, joined. */
export interface Sessions {
  /** Where this device keeps them. */
  readonly saved: SavedStatus
  /** Latest first. */
  list(): Promise<readonly KnownSession[]>
  knows(room: string): Promise<boolean>
  start(): Promise<OpenedSession>
  /** Rejects when the session is not on this device. */
  resume(room: string): Promise<OpenedSession>
  read(link: string): Invite | DamagedInvite
  /** Rejects when the link is damaged. */
  join(link: string, profile: Profile): Promise<OpenedSession>
  forget(room: string): Promise<void>
  /** The invite that was followed and not yet taken; it survives a reload. */
  pendingInvite(): Promise<string | undefined>
  setPendingInvite(link: string | undefined): Promise<void>
  /** How this person was called last. */
  profile(): Promise<Profile | undefined>
}

const ProfileSchema = z.object({ name: z.string().max(200), colour: z.string().max(40) })
const Details = z.object({ role: z.enum(['gm', 'player', 'spectator']) })

/** Much changes at once, and what is needed is worked out from all of it. */
const needAfterMs = 1_000

/** The sessions of a device, over its store. */
export function createSessions(outside: SessionsWorld): Sessions {
  const { store, now, randomBytes } = outside
  const shelf = createShelf(store)

  async function open(
    keys: SessionKeys,
    extra: { readonly profile?: Profile; readonly seed?: SceneSeed },
  ): Promise<OpenedSession> {
    const session = outside.openSync(keys)
    const ownShelf = shelfFor(shelf, keys.room)
    const world = await createWorld({
      session,
      plugin: outside.plugin,
      colours: memberColours.map(({ hex }) => hex),
      random: outside.random,
      schedule: outside.schedule,
      shelf: ownShelf,
      inviteLink: (role, options) =>
        inviteLink(keys, outside.pageUrl, { role, ...options }, randomBytes),
      ...extra,
    })
    const remember = () =>
      store.commit([
        put('sessions', [keys.room], {
          keys,
          name: world.name,
          lastOpenedMs: now(),
          details: { role: session.role },
        }),
      ])
    await remember()
    const assets = outside.openAssets(keys, () => session.now())
    let cancelNeed = () => {}
    const need = () => {
      cancelNeed()
      cancelNeed = outside.schedule(needAfterMs, () => assets.need(world.library.needed()))
    }
    need()
    const ends = [
      world.on('name', () => void remember()),
      world.on('members', () => void rememberMe(world)),
      // Of a device that has not heard of everything the relay forgets nothing.
      ...(['scenes', 'library', 'sound', 'journal', 'actors'] as const).map((topic) =>
        world.on(topic, need),
      ),
      () => cancelNeed(),
    ]
    return {
      world,
      assets,
      views: await openKeptViews({ shelf: ownShelf, schedule: outside.schedule }),
      canInvite: mayInvite(keys),
      async close() {
        ends.forEach((end) => end())
        await assets.close()
        await world.close()
        await session.stop()
      },
    }
  }

  /** Who gave a name once is called so in the next session too. */
  async function rememberMe({ isNamed, me: { name, colour } }: World): Promise<void> {
    if (!isNamed) return
    const known = ProfileSchema.safeParse(await shelf.read('profile')).data
    if (known?.name !== name || known.colour !== colour)
      await shelf.write('profile', { name, colour })
  }

  async function kept(room: string) {
    const rows = await store.list('sessions', [room])
    return rows.find(({ value }) => value.keys.room === room)?.value
  }

  return {
    get saved() {
      return store.saved
    },

    async list() {
      const rows = await store.list('sessions', [])
      return rows
        .map(({ value }) => ({
          room: value.keys.room,
          name: value.name,
          role: Details.safeParse(value.details).data?.role ?? 'player',
          playedAt: value.lastOpenedMs,
        }))
        .toSorted((left, right) => right.playedAt - left.playedAt)
    },

    knows: async (room) => (await kept(room)) !== undefined,

    async start() {
      const profile = ProfileSchema.safeParse(await shelf.read('profile')).data
      return open(foundSession(randomBytes), {
        seed: outside.firstScene,
        ...(profile && { profile }),
      })
    },

    async resume(room) {
      const session = await kept(room)
      if (session === undefined) {
        throw new Error('This session is not on this device. Open its invite link to join it.')
      }
      return open(session.keys, {})
    },

    read: readInvite,

    async join(link, profile) {
      const invite = readInvite(link)
      if (invite.type === 'damaged') throw new Error(invite.sentence)
      await shelf.write('profile', { ...profile })
      return open(acceptInvite(invite, randomBytes), { profile })
    },

    forget: (room) => forgetSession(store, room),

    async pendingInvite() {
      return z.string().safeParse(await shelf.read('pendingInvite')).data
    },

    setPendingInvite: (link) => shelf.write('pendingInvite', link ?? null),

    profile: async () => ProfileSchema.safeParse(await shelf.read('profile')).data,
  }
}

/** The device's named values as a shelf. */
export function createShelf(store: DeviceStore): Shelf {
  return {
    async read(name) {
      const rows = await store.list('settings', [name])
      return rows[0]?.value.value
    },
    write: (name, value: Json) => store.commit([put('settings', [name], { value })]),
  }
}

function shelfFor(shelf: Shelf, room: string): Shelf {
  return {
    read: (name) => shelf.read(`${room}/${name}`),
    write: (name, value) => shelf.write(`${room}/${name}`, value),
  }
}
