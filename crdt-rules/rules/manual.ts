import type { ZodType } from 'zod'
import type { Entry, NewEntry } from '../entry.ts'
import type { Json } from '../json.ts'
import type { Rule, RuleContext } from '../rule.ts'
import { agree, createRegister, newestValue } from './register.ts'

/**
 * Different values written apart wait for the GM: meanwhile the last agreed value is shown. A
 * player's write then replaces only that player's own proposal; the GM's write decides.
 */
export function manual(schema: ZodType): Rule {
  return createRegister({
    name: 'manual',
    because: 'the last agreed value is shown until the GM decides',
    schema,
    plan: (edit, seen, context) => {
      const decides = agree(seen) || context.world.isGm(context.author)
      const supersede = decides ? 'all' : seen.filter(({ client }) => client === context.author)
      if (!('set' in edit)) return { supersede, insert: [] }
      return { supersede, insert: [proposal(edit.set, shown(seen, context))] }
    },
    view: shown,
  })
}

function shown(siblings: readonly Entry[], { path, world }: RuleContext): Json | undefined {
  if (siblings.length === 0) return world.baseOf(path)
  return agree(siblings)
    ? newestValue(siblings)
    : (siblings[0]?.beside.agreed ?? world.baseOf(path))
}

function proposal(value: Json, agreed: Json | undefined): NewEntry {
  return agreed === undefined ? { kind: 'set', value } : { kind: 'set', value, beside: { agreed } }
}
