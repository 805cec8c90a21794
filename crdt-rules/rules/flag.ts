import { z } from 'zod'
import type { Rule } from '../rule.ts'
import { createRegister } from './register.ts'

/** On or off; when both were written apart, the side that wins. For doors, traps and toggles. */
export function flag({ wins }: { readonly wins: 'on' | 'off' }): Rule {
  return createRegister({
    name: `flag(${wins})`,
    because: `${wins} wins`,
    schema: z.boolean(),
    view: (siblings) =>
      wins === 'on'
        ? siblings.some(({ value }) => value === true)
        : siblings.every(({ value }) => value === true),
  })
}
