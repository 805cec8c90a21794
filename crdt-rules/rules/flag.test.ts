import fc from 'fast-check'
import { test } from 'vitest'
import type { Edit } from '../edit.ts'
import { verifyRule } from '../testing/index.ts'
import { existence } from './existence.ts'
import { flag } from './flag.ts'

const edits = fc.record({ set: fc.boolean() })

test('[MR1] [RU8] on wins among writes made apart', () => {
  verifyRule(flag({ wins: 'on' }), {
    edits,
    promised: (made) => made.some(isOn),
    followed: (_, edit) => isOn(edit),
  })
})

test('[MR1] [RU8] off wins among writes made apart', () => {
  verifyRule(flag({ wins: 'off' }), {
    edits,
    promised: (made) => made.every(isOn),
    followed: (_, edit) => isOn(edit),
  })
})

test('[EX1] the register of existence: removed apart from anything is removed', () => {
  verifyRule(existence, { edits, promised: (made) => made.every(isOn) })
})

function isOn(edit: Edit): boolean {
  return 'set' in edit && edit.set === true
}
