import type { Condition } from '#plugin-sdk'

export const conditions: readonly Condition[] = [
  { id: 'down', name: 'Down', description: 'Out of the fight until healed.', holdsWhile: 'down' },
  { id: 'hidden', name: 'Hidden', description: 'Nobody knows where it is.' },
  { id: 'slowed', name: 'Slowed', description: 'Moves half as far.' },
]
