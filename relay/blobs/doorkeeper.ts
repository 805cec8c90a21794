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
    /** Where it comes from; undefined for this machine itself, which is not limited. */
    address: string | undefined,
  ): Promise<Admitted | { readonly type: 'refused'; readonly refusal: BlobRefusal }>
}

export interface DoorkeeperOptions {
  /** The chains of all devices the room ever let in; none for a room that is not there. */
  readonly chainsOf: (room: RoomId) => Promise<readonly Chain[]>
  readonly verify: Verify
  readonly limits: BlobLimits & StrangerLimits
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** What devices cost that are not known to be in a room: looking them up, counted per address. */
export interface StrangerLimits {
  readonly strangersPerSecond: number
  readonly strangerBurst: number
}

interface Rate {
  readonly perSecond: number
  readonly burst: number
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
const MOST_BUCKETS = 10_000

/** A doorkeeper that knows devices by the chains the room has let in. */
export function createDoorkeeper(options: DoorkeeperOptions): Doorkeeper {
  const { chainsOf, verify, limits, now } = options
  const rooms = new Map<RoomId, KnownRoom>()
  const requests = new Map<string, TokenBucket>()
  const lookups = new Map<string, TokenBucket>()
  const deviceRate = { perSecond: limits.requestsPerSecond, burst: limits.requestBurst }
  const strangerRate = { perSecond: limits.strangersPerSecond, burst: limits.strangerBurst }

  /** What the device may, from memory or by looking it up, which an address cannot have done without end. */
  async function grantOf(
    room: RoomId,
    device: string,
    address: string | undefined,
  ): Promise<Grant | 'stranger' | 'tooFast'> {
    const known = rooms.get(room)
    const isFresh = known !== undefined && Math.abs(now() - known.readAtMs) <= KNOWN_MS
    const grant = isFresh ? (await known.grantsByDevice).get(device) : undefined
    if (grant !== undefined) return grant
    if (address !== undefined && !bucketOf(lookups, address, strangerRate).take()) return 'tooFast'
    if (isFresh && !known.rereadings.take()) return 'stranger'
    return (await read(room, known)).get(device) ?? 'stranger'
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

  function bucketOf(buckets: Map<string, TokenBucket>, name: string, rate: Rate): TokenBucket {
    const bucket = buckets.get(name) ?? createTokenBucket({ ...rate, now })
    buckets.delete(name)
    buckets.set(name, bucket)
    dropOldest(buckets, MOST_BUCKETS)
    return bucket
  }

  return {
    async admit(request, authorization, address) {
      const pass = decodeBlobPass(authorization ?? '')
      if (isMalformed(pass)) return refused('notSigned')
      const { device, bodyHash, expiresAtMs } = pass
      const name = keyToText(device)
      const grant = await grantOf(request.room, name, address)
      if (grant === 'tooFast') return refused('tooFast')
      if (grant === 'stranger') return refused('notAMember')
      const signed = blobRequestSigningBytes({ ...request, bodyHash, expiresAtMs })
      if (!verify(pass.signature, signed, device)) return refused('notSigned')
      const leftMs = expiresAtMs - now()
      if (leftMs <= 0 || leftMs > limits.passMs) return refused('expired')
      if (!bucketOf(requests, name, deviceRate).take()) return refused('tooFast')
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
