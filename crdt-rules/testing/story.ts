import { verbOf, type Edit } from '../edit.ts'
import { shortJson } from '../json.ts'

/** One thing that happens in a story about a path. */
export type Step =
  | { readonly type: 'edit'; readonly who: Name; readonly edit: Edit }
  | { readonly type: 'hear'; readonly who: Name; readonly from: Name }
  | { readonly type: 'meet' }

/** Who is at the table. */
export type Name = 'gm' | 'alice' | 'bob' | 'carol'

/** A story as a player would tell it, one step per line. */
export function tell(steps: readonly Step[], end: string): string {
  return ['They are apart.', ...steps.map(tellStep), 'They meet.', `Then ${end}.`].join('\n  ')
}

function tellStep(step: Step): string {
  switch (step.type) {
    case 'edit':
      return `${step.who} ${tellEdit(step.edit)}.`
    case 'hear':
      return `${step.who} hears what ${step.from} did.`
    case 'meet':
      return 'They meet.'
  }
}

function tellEdit(edit: Edit): string {
  const source = 'source' in edit && edit.source !== undefined ? ` because of ${edit.source}` : ''
  const verb = verbOf(edit)
  if ('set' in edit) return `sets it to ${shortJson(edit.set)}`
  if ('add' in edit) return `adds ${shortJson(edit.add)}${source}`
  if ('remove' in edit) return `removes ${shortJson(edit.remove)}${source}`
  return `${verb}s it`
}
