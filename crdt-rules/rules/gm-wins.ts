import type { Entry } from '../entry.ts'
import type { Rule, RuleContext } from '../rule.ts'

/**
 * Among absolute writes made apart only the GM's count, if there are any; then the inner rule. Additions, to a
 * number or a collection, were never apart from each other: all of them stay.
 */
export function gmWins(rule: Rule): Rule {
  return {
    ...(rule.preferring?.(isByGm) ?? leavingOut(rule)),
    name: `gmWins(${rule.name})`,
    merged: 'kept',
    because: `the GM's write comes first, and then ${rule.because}`,
  }
}

/** The rule over what is left when absolute writes by others step back behind the GM's. */
function leavingOut(rule: Rule): Rule {
  return {
    ...rule,
    view: (siblings, context) => rule.view(deciding(siblings, context), context),
    revert: (written, seen, context) =>
      // Whoever takes back becomes the author of what stood before, so only what counted returns.
      rule.revert({ ...written, superseded: deciding(written.superseded, context) }, seen, context),
  }
}

function deciding(siblings: readonly Entry[], context: RuleContext): readonly Entry[] {
  const isDecided = siblings.some((entry) => entry.kind === 'set' && isByGm(entry, context))
  if (!isDecided) return siblings
  return siblings.filter((entry) => entry.kind !== 'set' || isByGm(entry, context))
}

/** Whether a GM decided it: an entry that only sums up stands for who wrote what it sums up. */
function isByGm({ client, beside }: Entry, { world }: RuleContext): boolean {
  return (beside.bases ?? [{ client }]).some((base) => world.isGm(base.client))
}
