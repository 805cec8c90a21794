import type { Present, SyncSession } from '../../sync/index.ts'
import { base64ToBytes, bytesToBase64 } from '../base64.ts'
import { chooseColour, usualColour } from './colours.ts'
import type { SessionDocuments } from '../documents/documents.ts'
import { toColour, toText } from '../documents/foreign.ts'
import type { Members } from '../parts.ts'
import type { Topics } from '../topics.ts'
import type { MemberView, Role } from '../views.ts'
import { refuse } from '../refuse.ts'

/** Who a member says to be: known from presence before any document says it. */
export interface Profile {
  readonly name: string
  readonly colour?: string
}

export interface MembersPart extends Members {
  myProfile(): Required<Profile>
  /** Keeps what a member announced of itself. */
  announce(member: string, profile: Profile): void
}

interface MembersOptions {
  readonly session: SyncSession
  readonly documents: SessionDocuments
  readonly topics: Topics
  /** What this device knows of its person; new when it was just typed. */
  readonly profile: (Profile & { readonly isNew: boolean }) | undefined
  readonly colours: readonly string[]
  /** A founder writes at once; who joins waits for the others' names and colours. */
  readonly isFounder: boolean
}

/** The people of the session: names and colours from the table, roles from control, presence from the relay. */
export function createMembers(options: MembersOptions): MembersPart {
  const { session, documents, topics } = options
  const { table, control } = documents
  const announced = new Map<string, Profile>()
  let cached: readonly MemberView[] | undefined

  const present = (member: string): Present | undefined =>
    session.present.find((other) => other.member === member)

  function nameOf(member: string): string {
    const own = member === session.member ? options.profile?.name : announced.get(member)?.name
    return toText(table.read(`members.${member}.name`), toText(own, unnamed.other, 40), 40)
  }

  function colourOf(member: string): string {
    return (
      toColour(table.read(`members.${member}.colour`)) ??
      toColour(announced.get(member)?.colour) ??
      usualColour(member, options.colours)
    )
  }

  function roleOf(member: string): Role {
    if (member === session.member) return session.role
    const written = control.read(`roles.${member}.role`)
    if (written === 'gm' || written === 'player' || written === 'spectator') return written
    return present(member)?.role ?? 'player'
  }

  function view(id: string): MemberView {
    const me = id === session.member
    const online = me || present(id) !== undefined
    return { id, name: nameOf(id), colour: colourOf(id), role: roleOf(id), online, me }
  }

  function changed(): void {
    cached = undefined
    topics.tell('members')
  }

  /** With them the GM reads what players whisper. One whose member's device is not known yet is taken when it is. */
  function takePrivateKeys(): void {
    if (session.role !== 'gm') return
    for (const member of table.entities('members')) {
      const sealed = base64ToBytes(table.read(`members.${member}.privateKey`))
      if (sealed !== undefined) session.addPrivateKey(member, sealed)
    }
  }

  function recordRoles(): void {
    if (session.role !== 'gm') return
    const unknown = [{ member: session.member, role: session.role }, ...session.present].filter(
      ({ member }) => !control.has(`roles.${member}.role`),
    )
    if (unknown.length === 0) return
    documents.write(control, () => {
      for (const { member, role } of unknown) control.write(`roles.${member}.role`, { set: role })
    })
  }

  function writeProfile({ name, colour }: Profile): void {
    const entity = `members.${session.member}`
    const others = table.entities('members').filter((id) => id !== session.member)
    const own = toColour(table.read(`${entity}.colour`))
    const wanted =
      toColour(colour) ??
      own ??
      chooseColour(session.member, options.colours, new Set(others.map(colourOf)))
    documents.write(table, () => {
      if (!table.exists(entity)) table.create(entity)
      setWhenDifferent(`${entity}.name`, toText(name, unnamed.other, 40))
      setWhenDifferent(`${entity}.colour`, wanted)
      setWhenDifferent(`${entity}.privateKey`, bytesToBase64(session.sealedPrivateKey))
    })
  }

  function setWhenDifferent(path: string, value: string): void {
    if (table.read(path) !== value) table.write(path, { set: value })
  }

  function introduceMyself(): void {
    if (session.role === 'spectator') return
    if (options.isFounder || table.entities('members').length > 0) return introduceNow()
    const leave = session.onStatus(({ link }) => {
      if (link.state !== 'synced') return
      leave()
      introduceNow()
    })
  }

  function introduceNow(): void {
    const { profile } = options
    const known = table.exists(`members.${session.member}`)
    if (profile !== undefined && (profile.isNew || !known)) writeProfile(profile)
    else if (!known) writeProfile({ name: session.role === 'gm' ? unnamed.gm : unnamed.other })
  }

  table.subscribe('members', () => {
    takePrivateKeys()
    changed()
  })
  control.subscribe('roles', changed)
  session.onPresent(() => {
    takePrivateKeys()
    recordRoles()
    changed()
  })
  recordRoles()
  takePrivateKeys()
  introduceMyself()

  return {
    nameOf,
    colourOf,
    roleOf,
    me: () => view(session.member),

    isNamed() {
      const { gm, other } = unnamed
      const written = table.read(`members.${session.member}.name`) ?? options.profile?.name
      return typeof written === 'string' && written !== gm && written !== other
    },

    myProfile: () => ({ name: nameOf(session.member), colour: colourOf(session.member) }),

    all() {
      cached ??= [
        ...new Set([
          session.member,
          ...table.entities('members'),
          ...session.present.map(({ member }) => member),
        ]),
      ].map(view)
      return cached
    },

    announce(member, profile) {
      if (member === session.member) return
      const known = announced.get(member)
      if (known?.name === profile.name && known.colour === profile.colour) return
      announced.set(member, profile)
      changed()
    },

    setProfile(profile) {
      if (session.role === 'spectator') {
        return refuse('refused.spectatorWrite')
      }
      writeProfile(profile)
      return { type: 'done' }
    },
  }
}

/** What those are called who never said how. */
const unnamed = { gm: 'GM', other: 'Someone' } as const
