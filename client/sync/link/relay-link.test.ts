import type { RoomId } from '#relay/wire'
import { expect, test } from 'vitest'
import { createRelayLink } from './relay-link.ts'

test('opens no socket before it is started, whoever has reached the relay: what this device knows is not loaded yet', () => {
  let sockets = 0
  const link = createRelayLink({
    ...{ url: 'ws://relay.test/ws', room: 'AAAAAAAAAAAAAAAAAAAAAA' as RoomId, chain: [] },
    mayCreate: () => true,
    prove: () => Promise.resolve(new Uint8Array(64)),
    connect() {
      sockets += 1
      return { send: () => undefined, close: () => undefined }
    },
    schedule: () => () => undefined,
    now: () => 0,
    jitter: () => 0,
    isInFlight: () => false,
    frame: () => undefined,
    relayTime: () => undefined,
    lost: () => undefined,
    onState: () => undefined,
  })
  link.retry()
  expect(sockets).toBe(0)
  expect(link.state).toEqual({ state: 'offline', failures: 0 })
  link.start()
  link.retry()
  expect(sockets).toBe(1)
  link.stop()
})
