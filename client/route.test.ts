import { expect, test } from 'vitest'
import { fragmentOf, readRoute } from './route.ts'

test('no fragment is the lobby', () => {
  expect(readRoute('https://table.example/')).toEqual({ type: 'lobby' })
  expect(readRoute('https://table.example/#')).toEqual({ type: 'lobby' })
})

test('a session of this device has a route of its own, there and back', () => {
  const route = { type: 'session', room: 'kX3_a-9' } as const
  expect(readRoute(`https://table.example/${fragmentOf(route)}`)).toEqual(route)
})

test('the way in has a route without the invite', () => {
  expect(readRoute(`https://table.example/${fragmentOf({ type: 'join' })}`)).toEqual({
    type: 'join',
  })
})

test('everything else after # is an invite, damaged or not', () => {
  const link = 'https://table.example/#room.seed.keys.certificate.sum'
  expect(readRoute(link)).toEqual({ type: 'invite', link })
  expect(readRoute('https://table.example/#room')).toMatchObject({ type: 'invite' })
})
