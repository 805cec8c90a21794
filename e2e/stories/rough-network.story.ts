import { connect, type Socket } from 'node:net'
import { anew, expect, gather, test } from '../cast/index.ts'
import { garble, holdSockets, hearGarbage } from '../cast/garbage.ts'
import { cleric, goblin } from '../cast/sample-session.ts'

anew(
  'garbage from strangers leaves the relay up and the game untouched',
  async ({ relay, gm, alice }) => {
    await gather(gm, alice)
    const strangers = Array.from({ length: 20 }, (_, round) => throwGarbage(relay.port, round))
    await gm.fight.damage(goblin, 1)
    await Promise.all(strangers)
    expect((await fetch(`http://127.0.0.1:${relay.port}/healthz`)).ok).toBe(true)
    await gm.fight.damage(goblin, 2)
    await alice.fight.expectHitPoints(goblin, 4)
  },
)

anew(
  'strangers who connect and say nothing keep nobody from the table',
  async ({ relay, gm, alice }) => {
    const silent = Array.from({ length: 50 }, () => shakeHands(relay.port))
    await gather(gm, alice)
    await alice.fight.damage(goblin, 3)
    await gm.fight.expectHitPoints(goblin, 4)
    for (const socket of silent) socket.destroy()
  },
)

anew(
  'garbage sent from a seat at the table is refused, and nothing that person did is lost',
  async ({ gm, alice }) => {
    await holdSockets(alice.context)
    await gather(gm, alice)
    await garble(alice.page)
    await alice.fight.damage(goblin, 2)
    await alice.fight.expectHitPoints(goblin, 5)
    await gm.fight.damage(cleric, 4)
    await expect(alice.savedWhere).not.toContainText('Saved here and on the relay')

    await alice.reload()
    await alice.expectSaved()
    await gm.fight.expectHitPoints(goblin, 5)
    await alice.fight.expectHitPoints(cleric, await gm.fight.hitPoints(cleric))
  },
)

anew(
  'garbage that reaches a page leaves it up, and it catches up by itself',
  async ({ gm, alice }) => {
    await holdSockets(alice.context)
    await gather(gm, alice)
    await hearGarbage(alice.page)
    await alice.fight.damage(goblin, 2)
    await gm.fight.expectHitPoints(goblin, 5)
    await gm.fight.damage(goblin, 1)
    await alice.fight.expectHitPoints(goblin, 4)
    await alice.expectSaved()
  },
)

test('while the network hangs both go on, and when it flows again nothing is lost', async ({
  gm,
  alice,
}) => {
  await gather(gm, alice)
  alice.cable.stall()
  await alice.fight.damage(goblin, 2)
  await alice.fight.expectHitPoints(goblin, 5)
  await expect(alice.savedWhere).not.toContainText('Saved here and on the relay')
  await gm.fight.damage(goblin, 1)
  await gm.fight.expectHitPoints(goblin, 6)

  alice.cable.mend()
  for (const person of [gm, alice]) {
    await person.fight.expectHitPoints(goblin, 4)
    await person.expectSaved()
  }
})

const closeFrame = 0x88

/** One visitor who does the handshake of a WebSocket and then sends bytes that mean nothing. */
function throwGarbage(port: number, round: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = shakeHands(port)
    const nonsense = Buffer.alloc(1000, round * 7 + 1)
    const frame = Buffer.concat([Buffer.from([0x82, 0xfe, 0x03, 0xe8, 0, 0, 0, 0]), nonsense])
    socket.write(round % 2 === 0 ? frame : nonsense)
    socket.on('data', (bytes) => {
      if (bytes.includes(closeFrame)) socket.destroy()
    })
    socket.on('close', () => resolve())
  })
}

/** A connection that has asked to become a WebSocket, and listens to nothing. */
function shakeHands(port: number): Socket {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(
    'GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  )
  return socket
}
