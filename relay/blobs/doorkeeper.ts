import {
  blobRequestSigningBytes,
  decodeBlobPass,
  isHigherRole,
  isMalformed,
  keyToText,
  verifyChain,
} from '../wire/index.ts'
import type {
  BlobLimits,
  BlobMethod,
  BlobRefusal,
  BlobRequest,
  Chain,
  Grant,
  RoomId,
  Verify,
} from '../wire/index.ts'
import { createTokenBucket, type TokenBucket } from '../token-bucket.ts'

/** Who asks, and what its body has to hash to. */
export interface Admitted {
  readonly type: 'admitted'
  readonly grant: Grant
  readonly bodyHash: Uint8Array
}

/** Lets requests in that a device of the room signed, for something its role allows, not long ago. */
export interface Doorkeeper {
  admit(
    request: Omit<BlobRequest, 'bodyHash' | 'expiresAtMs'>,
    authorization: string | undefined,
  ): Promise<Admitted | { readonly type: 'refused'; readonly refusal: BlobRefusal }>
}

export interface DoorkeeperOptions {
  /** The chains of all devices the room ever let in; none for a room that is not there. */
  readonly chainsOf: (room: RoomId) => Promise<readonly Chain[]>
  readonly verify: Verify
  readonly limits: BlobLimits
  /** Milliseconds since 1970. */
  readonly now: () => number
}

interface KnownRoom {
  readonly readAtMs: number
  readonly grantsByDevice: Promise<ReadonlyMap<string, Grant>>
  /** Readings for the sake of devices that were not among them: one may have just joined, or be a stranger. */
  readonly rereadings: TokenBucket
}

const KNOWN_MS = 60_000
const REREADINGS = { perSecond: 2, burst: 20 }
const MOST_ROOMS = 1_000
const MOST_DEVICES = 10_000

/** A doorkeeper that knows devices by the chains the room has let in. */
export function createDoorkeeper(options: DoorkeeperOptions): Doorkeeper {
  const { chainsOf, verify, limits, now } = options
  const rooms = new Map<RoomId, KnownRoom>()
  const buckets = new Map<string, TokenBucket>()

  async function grantOf(room: RoomId, device: string): Promise<Grant | undefined> {
    const known = rooms.get(room)
    if (known === undefined || Math.abs(now() - known.readAtMs) > KNOWN_MS) {
      return (await read(room, known)).get(device)
    }
    const grant = (await known.grantsByDevice).get(device)
    if (grant !== undefined || !known.rereadings.take()) return grant
    return (await read(room, known)).get(device)
  }

  function read(room: RoomId, before: KnownRoom | undefined): KnownRoom['grantsByDevice'] {
    const grantsByDevice = chainsOf(room).then((chains) => bestGrants(room, chains))
    const rereadings = before?.rereadings ?? createTokenBucket({ ...REREADINGS, now })
    const known = { readAtMs: now(), grantsByDevice, rereadings }
    rooms.delete(room)
    rooms.set(room, known)
    dropOldest(rooms, MOST_ROOMS)
    grantsByDevice.catch(() => rooms.get(room) === known && rooms.delete(room))
    return grantsByDevice
  }

  function isTooFast(device: string): boolean {
    const { requestsPerSecond: perSecond, requestBurst: burst } = limits
    const bucket = buckets.get(device) ?? createTokenBucket({ perSecond, burst, now })
    buckets.delete(device)
    buckets.set(device, bucket)
    dropOldest(buckets, MOST_DEVICES)
    return !bucket.take()
  }

  return {
    async admit(request, authorization) {
      const pass = decodeBlobPass(authorization ?? '')
      if (isMalformed(pass)) return refused('notSigned')
      const { device, bodyHash, expiresAtMs } = pass
      const signed = blobRequestSigningBytes({ ...request, bodyHash, expiresAtMs })
      if (!verify(pass.signature, signed, device)) return refused('notSigned')
      const leftMs = expiresAtMs - now()
      if (leftMs <= 0 || leftMs > limits.passMs) return refused('expired')
      const grant = await grantOf(request.room, keyToText(device))
      if (grant === undefined) return refused('notAMember')
      if (isTooFast(keyToText(device))) return refused('tooFast')
      if (!isAllowed(grant, request.method)) return refused('notAllowed')
      return { type: 'admitted', grant, bodyHash }
    },
  }
}

/** Who may write something in the session may add to its files; everybody in it may read them. */
function isAllowed(grant: Grant, method: BlobMethod): boolean {
  const isReading = method === 'get' || method === 'head'
  return isReading || (grant.role !== 'spectator' && grant.classes !== 0)
}

/** The chains were verified when they were let in. */
function bestGrants(room: RoomId, chains: readonly Chain[]): ReadonlyMap<string, Grant> {
  const best = new Map<string, Grant>()
  for (const chain of chains) {
    const grant = verifyChain(room, chain, { verify: () => true })
    if (grant.type !== 'grant') continue
    const device = keyToText(grant.device)
    const other = best.get(device)
    if (other === undefined || isHigherRole(grant.role, other.role)) best.set(device, grant)
  }
  return best
}

function dropOldest<Key>(map: Map<Key, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return
    map.delete(key)
  }
}

function refused(refusal: BlobRefusal) {
  return { type: 'refused', refusal } as const
}
