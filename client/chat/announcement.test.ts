import { expect, test } from 'vitest'
import type { LogRecord } from '../world/index.ts'
import { announcement } from './announcement.ts'

const record: LogRecord = {
  id: 'r1',
  at: 0,
  member: 'm1',
  kind: 'chat',
  text: 'Hello',
  rolls: [],
  changes: [],
  secret: false,
}

test('chat is told with the name of who speaks', () => {
  expect(announcement(record, 'Alice')).toBe('Alice: Hello')
})

test('an action tells itself and what was rolled', () => {
  const roll = { notation: '1d20+5', total: 18, dice: [], label: 'To hit' }
  const action = { ...record, kind: 'action', text: 'Mira hits Goblin', rolls: [roll] } as const
  expect(announcement(action, 'Alice')).toBe('Mira hits Goblin. To hit: 18')
})

test('a sentence keeps the one full stop it has', () => {
  const roll = { notation: '1d20+5', total: 18, dice: [], label: 'To hit' }
  const action = { ...record, kind: 'action', text: 'Mira hits Goblin.', rolls: [roll] } as const
  expect(announcement(action, 'Alice')).toBe('Mira hits Goblin. To hit: 18')
  expect(announcement({ ...action, rolls: [] }, 'Alice')).toBe('Mira hits Goblin.')
})

test('a roll without words is told with the name of who rolls', () => {
  const roll = { notation: '2d6+1', total: 6, dice: [] }
  const rolled = { ...record, kind: 'roll', text: '', rolls: [roll] } as const
  expect(announcement(rolled, 'Gina')).toBe('Gina: 2d6+1: 6')
})

test('the words of a roll are told once', () => {
  const roll = { notation: '1d20', total: 9, dice: [], label: 'perception' }
  const rolled = { ...record, kind: 'roll', text: 'perception', rolls: [roll] } as const
  expect(announcement(rolled, 'Gina')).toBe('Gina: perception: 9')
})

test('an endless line is cut', () => {
  expect(announcement({ ...record, text: 'x'.repeat(10_000) }, 'A')).toHaveLength(300)
})
