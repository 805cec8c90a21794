import { expect, test } from 'vitest'
import { createBodyBudget } from './body.ts'

const LIMIT = 100

test('bodies that are being read take their announced length, and what is beyond has to wait', async () => {
  const bodies = createBodyBudget(LIMIT)
  const first = slowBody(60)
  const reading = bodies.read(first.request, 80)
  expect(await bodies.read(slowBody(41).finish(), 80)).toBe('busy')
  expect(await bodies.read(slowBody(40).finish(), 80)).toEqual(new Uint8Array(40).fill(7))
  first.finish()
  expect(await reading).toEqual(new Uint8Array(60).fill(7))
  expect(await bodies.read(slowBody(80).finish(), 80)).toEqual(new Uint8Array(80).fill(7))
})

test('a body that breaks off, or is longer than it said, gives back what it took', async () => {
  const bodies = createBodyBudget(LIMIT)
  const cut = slowBody(70)
  const reading = bodies.read(cut.request, 80)
  cut.breakOff()
  expect(await reading).toBe('cut')
  expect(await bodies.read(slowBody(90, 60).finish(), 80)).toBe('too-long')
  expect(await bodies.read(slowBody(80).finish(), 80)).toHaveLength(80)
})

test('a body that does not say how long it is takes the most it may have', async () => {
  const bodies = createBodyBudget(LIMIT)
  const silent = slowBody(1, 'unsaid')
  const reading = bodies.read(silent.request, 80)
  expect(await bodies.read(slowBody(21).finish(), 80)).toBe('busy')
  silent.finish()
  expect(await reading).toHaveLength(1)
})

/** A request whose body of so many bytes comes when told, announced as so long. */
function slowBody(bytes: number, announced: number | 'unsaid' = bytes) {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const body = new ReadableStream<Uint8Array>({
    start(started) {
      controller = started
    },
  })
  const headers = new Headers(announced === 'unsaid' ? {} : { 'Content-Length': String(announced) })
  const options = { method: 'PUT', body, headers, duplex: 'half' }
  const request = new Request('http://relay/blobs', options)
  return {
    request,
    finish() {
      controller?.enqueue(new Uint8Array(bytes).fill(7))
      controller?.close()
      return request
    },
    breakOff: () => controller?.error(new Error('The connection was lost.')),
  }
}
