import { z } from 'zod'
import type { Rule } from '../rule.ts'
import { createRegister, newestValue } from './register.ts'

/** Text that several people type into at once. Lives in the document of words; `set` replaces it. */
export function text(): Rule {
  return createRegister({
    name: 'text',
    because: 'both people’s typing is kept',
    merged: 'folded',
    holds: 'words',
    schema: z.string(),
    view: newestValue,
  })
}
