import type { ZodType } from 'zod'
import type { Rule } from '../rule.ts'
import { createRegister, newestValue } from './register.ts'

/** The newest write is shown: by time, then author. For names, positions and whatever has no better rule. */
export function lww(schema?: ZodType): Rule {
  return createRegister({
    name: 'lww',
    because: 'the newest is shown and the others are kept beside it',
    schema,
    view: newestValue,
  })
}
