import type { Rule, RuleContext } from '../rule.ts'

/** Among writes made apart only the GM's count, if there are any; then the inner rule. */
export function gmWins(rule: Rule): Rule {
  return {
    ...rule,
    name: `gmWins(${rule.name})`,
    merged: 'kept',
    because: `the GM's write comes first, and then ${rule.because}`,
    view: (siblings, context) => rule.view(deciding(siblings, context), context),
    revert: (written, seen, context) =>
      // Whoever takes back becomes the author of what stood before, so only what counted returns.
      rule.revert({ ...written, superseded: deciding(written.superseded, context) }, seen, context),
  }
}

function deciding<Written extends { readonly client: number }>(
  siblings: readonly Written[],
  { world }: RuleContext,
): readonly Written[] {
  const byGm = siblings.filter(({ client }) => world.isGm(client))
  return byGm.length > 0 ? byGm : siblings
}
