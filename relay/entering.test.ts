import { describe, expect, test } from 'vitest'
import {
  classesOfRole,
  CLOSE_CODES,
  encodeMessage,
  firstMemberNumber,
  PROTOCOL_VERSION,
  proofSigningBytes,
  signCertificate,
  signEd25519,
} from './wire/index.ts'
import { createMemoryStorage } from './storage/memory.ts'
import { createTestRelay, START_MS, type TestRelay } from './testing/in-process.ts'
import { createOwner, keysOf, type Device } from './testing/people.ts'

const owner = createOwner()
const gm = owner.device('gm')

describe('coming into a room', () => {
  test('[RL1] anything but HELLO and PROVE before WELCOME is refused', async () => {
    const { chain, room } = gm
    const hello = { type: 'hello', version: PROTOCOL_VERSION, room, create: true, chain } as const
    const signature = new Uint8Array(64)
    const messages = [
      encodeMessage({ type: 'ping' }),
      encodeMessage({ type: 'prove', signature }),
      encodeMessage(hello, hello),
      new Uint8Array(5000),
      new Uint8Array(0),
    ]
    for (const message of messages) {
      const client = createTestRelay().connect()
      client.sendBytes(message)
      expect((await client.ended()).code).toBe(CLOSE_CODES.malformed)
    }
  })

  test('[RL1] a message before WELCOME that is longer than a HELLO needs to be is refused, however well made', async () => {
    const small = createTestRelay({ limits: { helloBytes: 100 } })
    expect(await codeFor(small, gm)).toBe(CLOSE_CODES.malformed)
    await createTestRelay().connect().enter(gm)
  })

  test('[RL1] another version of the protocol is refused', async () => {
    const { room, chain } = gm
    const newer = encodeMessage({ type: 'hello', version: 3, room, create: true, chain })
    const ofAnotherLayout = Uint8Array.of(4, 1, 1, 99, 99)
    for (const message of [newer, ofAnotherLayout]) {
      const client = createTestRelay().connect()
      client.sendBytes(message)
      expect((await client.ended()).code).toBe(CLOSE_CODES.unknownVersion)
    }
  })

  test('[RL2] a device that cannot sign this very challenge is refused', async () => {
    for (const [secretKey, challengeOf] of [
      [keysOf('thief').secretKey, (challenge: Uint8Array) => challenge],
      [gm.keys.secretKey, () => new Uint8Array(32)],
    ] as const) {
      const client = createTestRelay().connect()
      const challenge = challengeOf((await client.next('challenge')).challenge)
      const signature = signEd25519(proofSigningBytes(gm.room, challenge), secretKey)
      const { room, chain } = gm
      client.send({ type: 'hello', version: PROTOCOL_VERSION, room, create: true, chain })
      client.send({ type: 'prove', signature })
      expect((await client.ended()).code).toBe(CLOSE_CODES.proofFailed)
    }
  })

  test('[RL2] a chain that belongs to another room is refused', async () => {
    const foreign = { ...createOwner('other').device('gm'), room: owner.room }
    expect(await codeFor(createTestRelay(), foreign)).toBe(CLOSE_CODES.notAllowed)
  })

  test('[RL3] a room begins only for one who says so, and is then there for everybody', async () => {
    const relay = createTestRelay()
    const alice = owner.invite('link').device('alice')
    expect(await codeFor(relay, alice, false)).toBe(CLOSE_CODES.noSuchRoom)
    const founded = await relay.connect().enter(gm)
    const joined = await relay.connect().enter(alice, { create: false })
    expect(joined.epoch).toBe(founded.epoch)
    expect(joined.online).toEqual([{ connection: founded.connection, device: gm.keys.publicKey }])
  })

  test('[RL4] an expired invite lets no new device in', async () => {
    const relay = createTestRelay()
    const invite = owner.invite('link', { expiresAtMs: START_MS + 1000 })
    await relay.connect().enter(gm)
    await relay.connect().enter(invite.device('alice'), { create: false })
    relay.pass(1000)
    expect(await codeFor(relay, invite.device('bob'), false)).toBe(CLOSE_CODES.inviteExpired)
    expect(await codeFor(relay, invite.device('bob'), true)).toBe(CLOSE_CODES.inviteExpired)
  })

  test('[RL4] a relay that lost everything is rebuilt even by devices whose invite is over', async () => {
    const invite = owner.invite('link', { expiresAtMs: START_MS - 1 })
    const relay = createTestRelay()
    const alice = await relay.connect().enter(invite.device('alice'), { create: true })
    const bob = await relay.connect().enter(invite.device('bob'), { create: true })
    expect(bob.epoch).toBe(alice.epoch)
    expect(await codeFor(relay, invite.device('eve'), false)).toBe(CLOSE_CODES.inviteExpired)
  })

  test('[RL4] an invite lets in as many devices as it says, also across a restart', async () => {
    const storage = createMemoryStorage()
    const relay = createTestRelay({ storage })
    const invite = owner.invite('link', { uses: 2 })
    await relay.connect().enter(gm)
    await relay.connect().enter(invite.device('alice'))
    await relay.connect().enter(invite.device('bob'))
    for (const again of [relay, createTestRelay({ storage })]) {
      expect(await codeFor(again, invite.device('eve'))).toBe(CLOSE_CODES.inviteUsedUp)
      await again.connect().enter(invite.device('alice'))
    }
  })

  test('[RL4] two who come at once do not share the last use', async () => {
    const relay = createTestRelay()
    const invite = owner.invite('link', { uses: 1 })
    await relay.connect().enter(gm)
    const [alice, bob] = [relay.connect(), relay.connect()]
    await Promise.all([alice.knock(invite.device('alice')), bob.knock(invite.device('bob'))])
    await alice.next('welcome')
    expect((await bob.ended()).code).toBe(CLOSE_CODES.inviteUsedUp)
  })

  test('[RL4] a member number stays with its first device, unless the invite names it', async () => {
    const relay = createTestRelay()
    const bob = owner.invite('link').device('bob')
    const first = certifiedAs(firstMemberNumber(bob.keys.publicKey))
    await relay.connect().enter(first)
    expect(await codeFor(relay, bob)).toBe(CLOSE_CODES.memberTaken)
    const phone = owner.invite('phone', { member: first.member })
    await relay.connect().enter(phone.device('phone', { member: first.member }))
  })

  test('[RL5] a device that is known comes in whatever became of its invite', async () => {
    const storage = createMemoryStorage()
    const invite = owner.invite('link', { expiresAtMs: START_MS + 1000, uses: 1 })
    const before = createTestRelay({ storage })
    await before.connect().enter(gm)
    await before.connect().enter(invite.device('alice'), { create: false })
    const after = createTestRelay({ storage, startMs: START_MS + 1_000_000 })
    expect(await after.connect().enter(invite.device('alice'))).toMatchObject({ head: 0 })
  })

  test('[RL5] a device may better its chain, not worsen it', async () => {
    const relay = createTestRelay()
    const invited = owner.invite('link').device('alice')
    const certified = owner.device('alice', 'player')
    await relay.connect().enter(invited)
    const client = relay.connect()
    await client.enter(certified)
    expect((await client.next('certificates')).chains).toEqual([certified.chain])
    const spectator = owner.device('alice', 'spectator')
    expect(await codeFor(relay, spectator)).toBe(CLOSE_CODES.notAllowed)
  })

  test('[RL5] a device that is in does not better its chain by an invite that is over', async () => {
    const storage = createMemoryStorage()
    const relay = createTestRelay({ storage })
    await relay.connect().enter(gm)
    await relay.connect().enter(owner.invite('link').device('mallory'))
    const once = owner.invite('once', { role: 'gm', uses: 1 })
    await relay.connect().enter(once.device('bob'))
    expect(await codeFor(relay, once.device('mallory'))).toBe(CLOSE_CODES.inviteUsedUp)
    const short = owner.invite('short', { role: 'gm', expiresAtMs: START_MS + 1000 })
    relay.pass(1000)
    expect(await codeFor(relay, short.device('mallory'))).toBe(CLOSE_CODES.inviteExpired)
    const late = createTestRelay({ storage, startMs: START_MS + 1000 })
    expect(await codeFor(late, short.device('mallory'))).toBe(CLOSE_CODES.inviteExpired)
    await relay.connect().enter(once.device('bob'))
  })

  test('[RL5] a device that betters its chain does not give the use of its invite back', async () => {
    const storage = createMemoryStorage()
    const relay = createTestRelay({ storage })
    const once = owner.invite('once', { uses: 1 })
    await relay.connect().enter(gm)
    await relay.connect().enter(once.device('alice'))
    await relay.connect().enter(owner.device('alice', 'player'))
    for (const again of [relay, createTestRelay({ storage })]) {
      expect(await codeFor(again, once.device('eve'))).toBe(CLOSE_CODES.inviteUsedUp)
    }
  })

  test('[RL6] every chain arrives before its device is announced', async () => {
    const relay = createTestRelay()
    const alice = owner.invite('link').device('alice')
    const first = relay.connect()
    await first.enter(gm)
    const second = relay.connect()
    await second.enter(alice)
    expect((await second.next('certificates')).chains).toEqual([gm.chain, alice.chain])
    const join = await first.next('join')
    expect(join.device).toEqual(alice.keys.publicKey)
    const announced = first.frames.findIndex(
      (frame) => frame.type === 'certificates' && frame.chains[0] === alice.chain,
    )
    expect(announced).toBeLessThan(first.frames.indexOf(join))
  })

  test('[RL6] two connections of a device that is new wait both until it is durable', async () => {
    const relay = createTestRelay()
    const alice = owner.invite('link').device('alice')
    const [first, second, third] = [relay.connect(), relay.connect(), relay.connect()]
    await first.enter(gm)
    await Promise.all([second.knock(alice), third.knock(alice)])
    await Promise.all([second.next('welcome'), third.next('welcome')])
    await first.next('join')
    await first.next('join')
    expect(first.frames.map(({ type }) => type).slice(-3)).toEqual(['certificates', 'join', 'join'])
  })

  test('a room takes as many devices and connections as the limits say', async () => {
    const relay = createTestRelay({ limits: { devicesPerRoom: 2, connectionsPerRoom: 3 } })
    const invite = owner.invite('link')
    await relay.connect().enter(gm)
    await relay.connect().enter(invite.device('alice'))
    expect(await codeFor(relay, invite.device('bob'))).toBe(CLOSE_CODES.tooManyDevices)
    await relay.connect().enter(gm)
    expect(await codeFor(relay, gm)).toBe(CLOSE_CODES.roomFull)
  })
})

async function codeFor(relay: TestRelay, device: Device, create = true): Promise<number> {
  const client = relay.connect()
  await client.knock(device, { create })
  return (await client.ended()).code
}

/** A device to which the owner gave a member number of its choice. */
function certifiedAs(member: number): Device {
  const keys = keysOf('tablet')
  const certificate = signCertificate(
    owner.room,
    {
      kind: 'device',
      issuer: owner.keys.publicKey,
      subject: keys.publicKey,
      role: 'player',
      classes: classesOfRole('player'),
      member,
    },
    owner.keys.secretKey,
  )
  return { room: owner.room, keys, member, chain: [certificate] }
}
