import { bytesEqual, encodeCertificate, isExpired, keyToText, verifyChain } from './wire/index.ts'
import type { Chain, CloseReason, Grant, Role, RoomId } from './wire/index.ts'
import type { RelayLimits } from './limits.ts'

/** The devices a room knows, and who else may come in. */
export interface Register {
  /** Chains of all devices let in. */
  readonly chains: readonly Chain[]
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

const RANKS: Readonly<Record<Role, number>> = { gm: 2, player: 1, spectator: 0 }

/** The register of a room with these devices. Their chains were verified when they came in. */
export function createRegister(options: {
  readonly room: RoomId
  /** When this log began; an invite that was over by then was judged by a log that is lost. */
  readonly createdAtMs: number
  readonly chains: readonly Chain[]
  readonly limits: Pick<RelayLimits, 'devicesPerRoom'>
}): Register {
  const devicesByKey = new Map<string, Device>()
  for (const chain of options.chains) {
    const grant = verifyChain(options.room, chain, { verify: () => true })
    if (grant.type === 'grant') devicesByKey.set(keyToText(grant.device), { chain, grant })
  }

  function reasonAgainst(entry: Entry): CloseReason | undefined {
    const { invite } = entry.grant
    const others = [...devicesByKey.values()].map((device) => device.grant)
    if (others.length >= options.limits.devicesPerRoom) return 'tooManyDevices'
    if (invite === undefined) return undefined
    if (isExpired(invite, entry.nowMs) && !(entry.create && wasOverBefore(invite))) {
      return 'inviteExpired'
    }
    const used = others.filter(
      (other) => other.invite !== undefined && bytesEqual(other.invite.subject, invite.subject),
    )
    if (invite.uses !== 0 && used.length >= invite.uses) return 'inviteUsedUp'
    const isTaken = others.some((other) => other.member === entry.grant.member)
    return invite.member === 'any' && isTaken ? 'memberTaken' : undefined
  }

  function wasOverBefore(invite: NonNullable<Grant['invite']>): boolean {
    return isExpired(invite, options.createdAtMs)
  }

  return {
    get chains() {
      return [...devicesByKey.values()].map((device) => device.chain)
    },

    admit(entry) {
      const key = keyToText(entry.grant.device)
      const known = devicesByKey.get(key)
      if (known !== undefined && chainsEqual(known.chain, entry.chain)) return { type: 'known' }
      const reason =
        known === undefined
          ? reasonAgainst(entry)
          : isAtLeast(entry.grant, known.grant)
            ? undefined
            : 'notAllowed'
      if (reason !== undefined) return { type: 'rejected', reason }
      devicesByKey.set(key, { chain: entry.chain, grant: entry.grant })
      return { type: 'new' }
    },
  }
}

/** A device may only exchange its chain for one that takes nothing away from what it wrote. */
function isAtLeast(next: Grant, previous: Grant): boolean {
  return (
    next.member === previous.member &&
    RANKS[next.role] >= RANKS[previous.role] &&
    (previous.classes & ~next.classes) === 0
  )
}

function chainsEqual(left: Chain, right: Chain): boolean {
  return (
    left.length === right.length &&
    left.every((certificate, index) => {
      const other = right[index]
      return (
        other !== undefined && bytesEqual(encodeCertificate(certificate), encodeCertificate(other))
      )
    })
  )
}
