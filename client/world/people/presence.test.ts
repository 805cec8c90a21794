import { describe, expect, test } from 'vitest'
import { decodePresence, encodePresence } from './presence-messages.ts'
import { createThrottle } from './throttle.ts'
import { setUpTable } from '../testing/tables.ts'

describe('presence', () => {
  test('shows the newest cursor, sent at most 20 times a second', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    table.pass(1000)
    table.meet()
    const before = alice.session.sent.length

    for (let step = 1; step <= 100; step++) {
      alice.world.pointAt('s', step, 0)
      table.pass(10)
    }
    table.pass(50)
    table.meet()

    const sent = alice.session.sent.slice(before).filter(({ name }) => name === 'whisper')
    expect(sent.length).toBeLessThanOrEqual(22)
    expect(table.gm.world.presence[0]?.cursor).toEqual({ scene: 's', x: 100, y: 0 })
  })

  test('the pointer of a GM is nowhere for players while it is over a hidden token', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    table.meet()
    const { gm } = table
    const { id, scene, x, y } = gm.token('Goblin')
    const cursorFor = () => alice.world.presence[0]?.cursor
    gm.world.pointAt(scene, x + 0.5, y + 0.5)
    table.pass(1000)
    table.meet()
    expect(cursorFor()).toEqual({ scene, x: x + 0.5, y: y + 0.5 })
    gm.world.hide(id)
    table.meet()
    expect(cursorFor()?.scene).not.toBe(scene)
    gm.world.pointAt(scene, x + 0.6, y + 0.5)
    table.pass(1000)
    table.meet()
    expect(cursorFor()?.scene).not.toBe(scene)
    gm.world.pointAt(scene, x + 5, y + 5)
    table.pass(1000)
    table.meet()
    expect(cursorFor()).toEqual({ scene, x: x + 5, y: y + 5 })
  })

  test('a drag whose end was lost does not float for ever', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    alice.world.dragTokens([{ id: 't', x: 1, y: 1 }])
    table.meet()
    alice.session.urgent()
    expect(table.gm.world.presence[0]?.drags).toHaveLength(1)

    // The message that the drag ended never arrives.
    table.pass(60_000)

    expect(table.gm.world.presence[0]?.drags).toEqual([])
  })

  test('a drag that ends disappears', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    alice.world.dragTokens([{ id: 't', x: 1, y: 1 }])
    table.meet()
    alice.world.dragTokens([])
    table.meet()

    expect(table.gm.world.presence[0]?.drags).toEqual([])
  })

  test.each([
    ['no JSON', new TextEncoder().encode('{')],
    ['another shape', new TextEncoder().encode('{"t":"at","x":"left"}')],
    ['no number', new TextEncoder().encode('{"t":"at","scene":"s","x":1e999,"y":0}')],
    ['too far', new TextEncoder().encode('{"t":"at","scene":"s","x":1e9,"y":0}')],
    ['too long', new Uint8Array(10_000)],
  ])('a message with %s is none', (_, payload) => {
    expect(decodePresence(payload)).toBeUndefined()
  })

  test('a message of the most tokens fits', () => {
    const moves = Array.from({ length: 80 }, (_, index): [string, number, number] => [
      `t${String(index).padStart(14, '0')}`,
      -999.99,
      -999.99,
    ])
    const payload = encodePresence({ t: 'drag', moves })
    expect(decodePresence(payload)).toEqual({ t: 'drag', moves })
  })
})

test('a throttle always ends with the newest value', () => {
  const sent: number[] = []
  const waiting: (() => void)[] = []
  let now = 0
  const throttle = createThrottle<number>({
    everyMs: 50,
    now: () => now,
    schedule: (_, run) => {
      waiting.push(run)
      return () => waiting.splice(waiting.indexOf(run), 1)
    },
    send: (value) => sent.push(value),
  })

  for (const value of [1, 2, 3]) throttle.offer(value)
  now = 50
  for (const run of waiting.splice(0)) run()

  expect(sent).toEqual([1, 3])
})
