import type { KnownSession, Profile } from './lobby/index.ts'
import { fragmentOf, readRoute } from './route.ts'
import type { OpenedSession, Sessions } from './sessions.ts'
import { memorySentence } from './session/sync-words.ts'
import { language, say } from './texts/index.ts'

/** What the page shows. */
export type Place =
  | { readonly type: 'opening' }
  | {
      readonly type: 'lobby'
      readonly sessions: readonly KnownSession[]
      readonly problem?: string
      /** Why games stay only in this tab. */
      readonly onlyInTab?: string
    }
  | {
      readonly type: 'invited'
      readonly role: KnownSession['role']
      readonly link: string
      readonly lastProfile?: Profile | undefined
      readonly problem?: string
    }
  | { readonly type: 'session'; readonly opened: OpenedSession }

/** The address bar. */
export interface Address {
  read(): string
  /** Shows another fragment without leaving the page; `replace` leaves no way back to the old one. */
  show(fragment: string, how: 'push' | 'replace'): void
  /** Told when a person changes the address or goes back. */
  onChange(listener: () => void): () => void
}

/** Where the person is in the page, and the ways from there. Errors are told in the lobby, in a sentence. */
export class Places {
  #current = $state.raw<Place>({ type: 'opening' })
  readonly #sessions: Sessions
  readonly #address: Address
  readonly #onError: (error: unknown) => void

  constructor(sessions: Sessions, address: Address, onError: (error: unknown) => void) {
    this.#sessions = sessions
    this.#address = address
    this.#onError = onError
    address.onChange(() => void this.arrive())
  }

  get current(): Place {
    return this.#current
  }

  /** Goes where the address bar says. Secrets in it are kept on the device and taken out of sight. */
  async arrive(): Promise<void> {
    const route = readRoute(this.#address.read())
    switch (route.type) {
      case 'lobby':
        return this.#enterLobby()
      case 'invite':
        return this.follow(route.link)
      case 'join': {
        const link = await this.#sessions.pendingInvite()
        return link === undefined ? this.#enterLobby() : this.follow(link)
      }
      case 'session':
        return this.resume(route.room)
    }
  }

  /** Founds a session and sits down at its table. */
  start(): Promise<void> {
    return this.#enter(() => this.#sessions.start())
  }

  /** Goes on with a session of this device. */
  async resume(room: string): Promise<void> {
    const place = this.#current
    if (place.type === 'session' && place.opened.world.id === room) return
    if (!(await this.#sessions.knows(room))) {
      return this.#enterLobby(say('lobby.unknownSession'))
    }
    return this.#enter(() => this.#sessions.resume(room))
  }

  /** Follows an invite link: to its session when this device is in it already, else to the form. */
  async follow(link: string): Promise<void> {
    const invite = this.#sessions.read(link)
    if (invite.type === 'damaged') return this.#enterLobby(say('lobby.damagedLink'))
    if (await this.#sessions.knows(invite.room)) {
      await this.#sessions.setPendingInvite(undefined)
      return this.resume(invite.room)
    }
    await this.#leaveSession()
    await this.#sessions.setPendingInvite(link)
    this.#address.show(fragmentOf({ type: 'join' }), 'replace')
    const lastProfile = await this.#sessions.profile()
    this.#current = { type: 'invited', role: invite.role, link, lastProfile }
  }

  /** Joins by the invite that was followed. */
  async join(profile: Profile): Promise<void> {
    const place = this.#current
    if (place.type !== 'invited') return
    await this.#enter(() => this.#sessions.join(place.link, profile))
    await this.#sessions.setPendingInvite(undefined)
  }

  /** Back to the lobby; a session that never arrived is forgotten. */
  async leave(): Promise<void> {
    const place = this.#current
    await this.#sessions.setPendingInvite(undefined)
    await this.#leaveSession()
    if (place.type === 'session' && place.opened.world.scene === undefined) {
      await this.#sessions.forget(place.opened.world.id)
    }
    return this.#enterLobby()
  }

  async #enter(open: () => Promise<OpenedSession>): Promise<void> {
    await this.#leaveSession()
    try {
      const opened = await open()
      this.#current = { type: 'session', opened }
      this.#address.show(fragmentOf({ type: 'session', room: opened.world.id }), 'replace')
    } catch (error) {
      this.#onError(error)
      await this.#enterLobby(error instanceof Error ? error.message : say('screen.failed'))
    }
  }

  async #leaveSession(): Promise<void> {
    const place = this.#current
    if (place.type !== 'session') return
    this.#current = { type: 'opening' }
    await place.opened.close()
  }

  async #enterLobby(problem?: string): Promise<void> {
    await this.#leaveSession()
    this.#address.show(fragmentOf({ type: 'lobby' }), 'replace')
    const sessions = await this.#sessions.list()
    const { saved } = this.#sessions
    this.#current = {
      type: 'lobby',
      sessions,
      ...(problem !== undefined && { problem }),
      ...(saved.state === 'memory' && { onlyInTab: memorySentence(language(), saved) }),
    }
  }
}
