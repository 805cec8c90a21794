import { encodeCertificate, isExpired, isHigherRole, keyToText, verifyChain } from './wire/index.ts'
import type {
  Certificate,
  Chain,
  CloseReason,
  Grant,
  InviteCertificate,
  RoomId,
} from './wire/index.ts'
import type { RelayLimits } from './limits.ts'

/** The devices a room knows, and who else may come in. */
export interface Register {
  /** Chains of all devices let in, the best of each. */
  chains(): readonly Chain[]
  /** The member number of a device that was let in. */
  memberOf(device: Uint8Array): number | undefined
  /** Lets a device with a verified chain in, or says why not. 'new' means the chain has to be kept. */
  admit(entry: Entry): { readonly type: 'known' | 'new' } | Rejected
}

/** Someone at the door of a room. */
export interface Entry {
  readonly chain: Chain
  readonly grant: Grant
  /** It says that it has been in before, or founds the room. */
  readonly create: boolean
  readonly nowMs: number
}

export interface Rejected {
  readonly type: 'rejected'
  readonly reason: CloseReason
}

interface Device {
  readonly chain: Chain
  readonly grant: Grant
}

/** The register of a room with these devices. Their chains were verified when they came in. */
export function createRegister(options: {
  readonly room: RoomId
  /** When this log began; an invite that was over by then was judged by a log that is lost. */
  readonly createdAtMs: number
  /** Every chain a device ever came by, so that a better one does not give the use of an invite back. */
  readonly chains: readonly Chain[]
  readonly limits: Pick<RelayLimits, 'devicesPerRoom'>
}): Register {
  const devicesByKey = new Map<string, Device>()
  const guestsByInvite = new Map<string, Set<string>>()
  for (const chain of options.chains) {
    const grant = verifyChain(options.room, chain, { verify: () => true })
    if (grant.type === 'grant') keep(chain, grant)
  }

  function keep(chain: Chain, grant: Grant): void {
    const key = keyToText(grant.device)
    const known = devicesByKey.get(key)
    if (known === undefined || isAtLeast(grant, known.grant))
      devicesByKey.set(key, { chain, grant })
    if (grant.invite === undefined) return
    guestsByInvite.set(textOf(grant.invite), new Set(guestsOf(grant.invite)).add(key))
  }

  function guestsOf(invite: InviteCertificate): ReadonlySet<string> {
    return guestsByInvite.get(textOf(invite)) ?? new Set()
  }

  function reasonAgainst(entry: Entry, known: Device | undefined): CloseReason | undefined {
    const { device, invite, member } = entry.grant
    if (known !== undefined && !isAtLeast(entry.grant, known.grant)) return 'notAllowed'
    if (known === undefined && devicesByKey.size >= options.limits.devicesPerRoom) {
      return 'tooManyDevices'
    }
    if (invite === undefined || guestsOf(invite).has(keyToText(device))) return undefined
    if (isOver(invite, entry)) return 'inviteExpired'
    if (invite.uses !== 0 && guestsOf(invite).size >= invite.uses) return 'inviteUsedUp'
    if (known !== undefined || invite.member !== 'any') return undefined
    const isTaken = [...devicesByKey.values()].some((other) => other.grant.member === member)
    return isTaken ? 'memberTaken' : undefined
  }

  function isOver(invite: InviteCertificate, { create, nowMs }: Entry): boolean {
    return isExpired(invite, nowMs) && !(create && isExpired(invite, options.createdAtMs))
  }

  return {
    chains: () => [...devicesByKey.values()].map((device) => device.chain),

    memberOf: (device) => devicesByKey.get(keyToText(device))?.grant.member,

    admit(entry) {
      const known = devicesByKey.get(keyToText(entry.grant.device))
      if (known !== undefined && chainsEqual(known.chain, entry.chain)) return { type: 'known' }
      const reason = reasonAgainst(entry, known)
      if (reason !== undefined) return { type: 'rejected', reason }
      keep(entry.chain, entry.grant)
      return { type: 'new' }
    },
  }
}

/** A device may only exchange its chain for one that takes nothing away from what it wrote. */
function isAtLeast(next: Grant, previous: Grant): boolean {
  return (
    next.member === previous.member &&
    !isHigherRole(previous.role, next.role) &&
    (previous.classes & ~next.classes) === 0
  )
}

function chainsEqual(left: Chain, right: Chain): boolean {
  return left.map(textOf).join() === right.map(textOf).join()
}

function textOf(certificate: Certificate): string {
  return keyToText(encodeCertificate(certificate))
}
