import {
  keyToText,
  verifyChain,
  type Certificates,
  type ConnectionId,
  type Ephemeral,
  type Grant,
  type Join,
  type Leave,
  type RoomId,
  type Verify,
  type Welcome,
} from '#relay/wire'
import { toBase64Url } from './keys/base64url.ts'
import { memberIdOf } from './names.ts'
import type { WhisperSealer } from './sealing/whisper-sealer.ts'
import type { Audience, Present } from './sync-session.ts'

/** The devices of a room, as their certificates say, and which of them are here now. */
export interface Company {
  readonly present: readonly Present[]
  grantOf(device: Uint8Array): Grant | undefined
  /** Takes what the relay says about devices and connections. */
  learn(frame: Welcome | Certificates | Join | Leave): void
  /** Opens a whisper; undefined when it cannot be trusted. */
  hear(frame: Ephemeral, nowMs: number): Heard | undefined
  /** The socket is gone, and with it everybody. */
  disconnected(): void
}

export interface Heard {
  readonly from: Present
  readonly audience: Audience
  readonly payload: Uint8Array
}

/** Nobody known yet but this device. */
export function createCompany(options: {
  readonly room: RoomId
  readonly self: Grant
  readonly whispers: WhisperSealer
  readonly verify: Verify
  readonly onPresent: () => void
}): Company {
  const { room, self, whispers, verify, onPresent } = options
  const grants = new Map<string, Grant>([[keyToText(self.device), self]])
  const here = new Map<ConnectionId, Uint8Array>()
  let present: readonly Present[] = []

  function renew(): void {
    present = [...here].flatMap(([connection, device]) => {
      const grant = grants.get(keyToText(device))
      if (grant === undefined) return []
      const { member, role } = grant
      return [{ connection, device: toBase64Url(device), member: memberIdOf(member), role }]
    })
    onPresent()
  }

  return {
    get present() {
      return present
    },
    grantOf: (device) => grants.get(keyToText(device)),
    learn(frame) {
      switch (frame.type) {
        case 'welcome':
          here.clear()
          for (const { connection, device } of frame.online) here.set(connection, device)
          break
        case 'certificates':
          for (const chain of frame.chains) {
            const device = chain.at(-1)?.subject
            if (device === undefined || grants.has(keyToText(device))) continue
            const grant = verifyChain(room, chain, { verify })
            if (grant.type === 'grant') grants.set(keyToText(device), grant)
          }
          break
        case 'join':
          here.set(frame.connection, frame.device)
          break
        case 'leave':
          here.delete(frame.connection)
          break
        default:
          frame satisfies never
      }
      renew()
    },
    hear({ connection, stream, payload }, nowMs) {
      const device = here.get(connection)
      const from = present.find((each) => each.connection === connection)
      if (device === undefined || from === undefined) return undefined
      const opened = whispers.open(stream, device, payload, nowMs)
      return opened === undefined ? undefined : { from, ...opened }
    },
    disconnected() {
      here.clear()
      renew()
    },
  }
}
