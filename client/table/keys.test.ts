import { expect, test } from 'vitest'
import { commandFor } from './keys.ts'

const none = { ctrlKey: false, metaKey: false, altKey: false }

test('with alt held, arrows step a tenth of a cell', () => {
  const fine = commandFor({ ...none, altKey: true, key: 'ArrowUp' })
  expect(fine).toEqual({ type: 'step', dx: 0, dy: -1, isFine: true })
  expect(commandFor({ ...none, altKey: true, key: '0' })).toBeUndefined()
})

test('arrows step one cell, plus and minus undo each other, 0 shows all', () => {
  expect(commandFor({ ...none, key: 'ArrowLeft' })).toEqual({ type: 'step', dx: -1, dy: 0 })
  expect(commandFor({ ...none, key: '0' })).toEqual({ type: 'fit' })
  const closer = commandFor({ ...none, key: '+' })
  const farther = commandFor({ ...none, key: '-' })
  const factors = [closer, farther].map((command) =>
    command?.type === 'zoom' ? command.factor : 0,
  )
  expect((factors[0] ?? 0) * (factors[1] ?? 0)).toBeCloseTo(1)
})

test('combinations belong to the browser and to other commands', () => {
  expect(commandFor({ ...none, ctrlKey: true, key: '0' })).toBeUndefined()
  expect(commandFor({ ...none, key: 'a' })).toBeUndefined()
})

test('everything is picked as in any list', () => {
  expect(commandFor({ ...none, ctrlKey: true, key: 'a' })).toEqual({ type: 'selectAll' })
  expect(commandFor({ ...none, metaKey: true, key: 'A' })).toEqual({ type: 'selectAll' })
})
