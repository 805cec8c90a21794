import { z } from 'zod'
import type { Rule } from '../rule.ts'
import { createRegister } from './register.ts'

/** Whether an entity is there. Removed apart from anything else means removed. */
export const existence: Rule = createRegister({
  name: 'existence',
  because: 'what was removed stays removed until somebody restores it',
  schema: z.boolean(),
  view: (siblings) => siblings.every(({ value }) => value === true),
})
