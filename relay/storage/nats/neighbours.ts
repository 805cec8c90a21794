import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { NatsConnection } from '@nats-io/transport-node'
import type { Hears, Neighbourhood, Neighbours } from '../../neighbours.ts'
import { connectionId, keyToText } from '../../wire/index.ts'
import type { ConnectionId, Presence, RoomId } from '../../wire/index.ts'
import { readList, writeList } from './log-entry.ts'
import { RELAYS_SUBJECT, talkSubject } from './subjects.ts'

/** Relays that talk over plain NATS subjects, where nothing is stored. */
export interface NatsNeighbours extends Neighbours {
  /** Says that this relay is alive and lets go of those that are not; to be called every `BEAT_MS`. */
  readonly beat: () => void
}

/** How often `beat` is to be called, in milliseconds. */
export const BEAT_MS = 1_000
/** A relay that was silent for longer is gone, and everybody there with it. */
export const SILENT_MS = 5_000
const MOST_FORGOTTEN = 256
const RELAY_ID_BYTES = 8
const DEVICE_BYTES = 32
const WHISPER = 0
const ONLINE = 1
const ASK = 2

/** The neighbours of a relay. `random` gives it a name, `uptimeMs` only ever grows. */
export function createNatsNeighbours(options: {
  readonly connection: NatsConnection
  readonly random: (length: number) => Uint8Array
  readonly uptimeMs: () => number
  /** Calls back whenever NATS was away and is there again. */
  readonly onReconnected: (back: () => void) => void
}): NatsNeighbours {
  const { connection, uptimeMs } = options
  const me = options.random(RELAY_ID_BYTES)
  const myName = keyToText(me)
  const heardAtMsByRelay = new Map<string, number>()
  /** Relays that were taken for dead; those that were longest ago are left out. */
  const forgotten = new Set<string>()
  const rooms = new Map<RoomId, TalkedOf>()

  connection.subscribe(RELAYS_SUBJECT, { callback: (_, { data }) => void hear(data) })
  options.onReconnected(askEverywhere)

  function askEverywhere(): void {
    for (const room of rooms.values()) room.ask()
  }

  /** Who said it, unless it was this relay. One that was only slow does not say again who is there: it is asked. */
  function hear(data: Uint8Array): string | undefined {
    const relay = keyToText(data.subarray(0, RELAY_ID_BYTES))
    if (relay === myName) return undefined
    heardAtMsByRelay.set(relay, uptimeMs())
    if (forgotten.delete(relay)) askEverywhere()
    return relay
  }

  function forget(relay: string): void {
    heardAtMsByRelay.delete(relay)
    for (const room of rooms.values()) room.forget(relay)
    forgotten.add(relay)
    for (const longAgo of forgotten) {
      if (forgotten.size <= MOST_FORGOTTEN) return
      forgotten.delete(longAgo)
    }
  }

  function say(room: RoomId, kind: number, write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder()
    encoding.writeUint8Array(encoder, me)
    encoding.writeUint8(encoder, kind)
    write(encoder)
    if (!connection.isClosed())
      connection.publish(talkSubject(room), encoding.toUint8Array(encoder))
  }

  function meet(id: RoomId, hears: Hears): Neighbourhood {
    const onlineByRelay = new Map<string, ReadonlyMap<ConnectionId, Presence>>()
    let here: readonly Presence[] = []

    function tell(next: readonly Presence[]): void {
      here = next
      say(id, ONLINE, (encoder) => writeList(encoder, here, (one) => writePresence(encoder, one)))
    }

    function replace(relay: string, next: ReadonlyMap<ConnectionId, Presence>): void {
      const before = onlineByRelay.get(relay) ?? new Map<ConnectionId, Presence>()
      if (next.size > 0) onlineByRelay.set(relay, next)
      else onlineByRelay.delete(relay)
      for (const [one] of before) if (!next.has(one)) hears.onLeave(one)
      for (const [one, presence] of next) if (!before.has(one)) hears.onJoin(presence)
    }

    const subscription = connection.subscribe(talkSubject(id), {
      callback(error, { data }) {
        const relay = error === null ? hear(data) : undefined
        if (relay === undefined) return
        const decoder = decoding.createDecoder(data.subarray(RELAY_ID_BYTES))
        const kind = decoding.readUint8(decoder)
        if (kind === WHISPER) return hears.onWhisper(decoding.readTailAsUint8Array(decoder))
        if (kind === ASK) return tell(here)
        const online = readList(decoder, () => readPresence(decoder))
        replace(relay, new Map(online.map((presence) => [presence.connection, presence])))
      },
    })
    const room: TalkedOf = {
      ask() {
        say(id, ASK, () => undefined)
        tell(here)
      },
      forget: (relay) => replace(relay, new Map()),
    }
    rooms.set(id, room)
    say(id, ASK, () => undefined)

    return {
      get online() {
        return [...onlineByRelay.values()].flatMap((there) => [...there.values()])
      },
      whisper: (frames) => say(id, WHISPER, (encoder) => encoding.writeUint8Array(encoder, frames)),
      tell,
      part() {
        tell([])
        subscription.unsubscribe()
        if (rooms.get(id) === room) rooms.delete(id)
      },
    }
  }

  return {
    meet,

    beat() {
      if (!connection.isClosed()) connection.publish(RELAYS_SUBJECT, me)
      for (const [relay, heardAtMs] of heardAtMsByRelay) {
        if (uptimeMs() - heardAtMs > SILENT_MS) forget(relay)
      }
    },
  }
}

interface TalkedOf {
  ask(): void
  forget(relay: string): void
}

function writePresence(encoder: encoding.Encoder, presence: Presence): void {
  encoding.writeVarUint(encoder, presence.connection)
  encoding.writeUint8Array(encoder, presence.device)
}

function readPresence(decoder: decoding.Decoder): Presence {
  const connection = connectionId(decoding.readVarUint(decoder))
  return { connection, device: new Uint8Array(decoding.readUint8Array(decoder, DEVICE_BYTES)) }
}
