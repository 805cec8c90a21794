import type { RoomId } from '#relay/wire'
import { expect, test } from 'vitest'
import { watchOccasions } from './occasions.ts'

const room = 'AAAAAAAAAAAAAAAAAAAAAA' as RoomId

function watch(device: string) {
  let retries = 0
  let goOnline = () => {}
  const occasions = watchOccasions({
    room,
    device,
    onOnline(listener) {
      goOnline = listener
      return () => (goOnline = () => undefined)
    },
    retry: () => (retries += 1),
  })
  return { occasions, retries: () => retries, online: () => goOnline() }
}

test('a tab that is through to the relay spares the other tabs of its device their back-off, and no other device', () => {
  const [through, patient, stranger] = [watch('gm'), watch('gm'), watch('alice')]
  through.occasions.reached()
  expect([through, patient, stranger].map(({ retries }) => retries())).toEqual([0, 1, 0])
  for (const { occasions } of [through, patient, stranger]) occasions.stop()
  through.occasions.reached()
  expect(patient.retries()).toBe(1)
})

test('a network that is back is a reason to try, until it is stopped', () => {
  const { occasions, retries, online } = watch('gm')
  online()
  occasions.stop()
  online()
  expect(retries()).toBe(1)
})
