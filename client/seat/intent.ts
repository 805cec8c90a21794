import type { AnyAction, Choice } from '#plugin-sdk'

/** What a person has begun with one of their actors and not yet finished. */
export type Intent =
  | { readonly type: 'none' }
  /** They are asked how (a weapon, a spell) or how much. */
  | {
      readonly type: 'asking'
      readonly action: AnyAction
      readonly actor: string
      readonly choices: readonly Choice[]
      readonly input: ActionInput
    }
  /** They are asked for a target on the map. */
  | {
      readonly type: 'aiming'
      readonly action: AnyAction
      readonly actor: string
      readonly choice?: Choice
      readonly input: ActionInput
    }
  /** All is known: do it. */
  | { readonly type: 'ready'; readonly action: AnyAction; readonly input: ActionInput }
  /** It cannot be begun, and why is told by whoever asked. */
  | { readonly type: 'nothingToUse'; readonly action: AnyAction; readonly actor: string }

/** What every action is told; see the kit for game systems. */
export interface ActionInput {
  readonly actor: string
  readonly target?: string
  readonly choice?: string
  readonly amount?: number
}

/**
 * The next step of an action: ask how or how much, ask for a target, or do it. A single choice is
 * taken at once; what was answered once is not asked for again.
 */
export function nextStep(
  action: AnyAction,
  choices: readonly Choice[],
  input: ActionInput,
  isAnswered = false,
): Exclude<Intent, { readonly type: 'none' }> {
  const [only, second] = choices
  const takesAmount = action.amount !== undefined
  if (!isAnswered && input.choice === undefined && input.amount === undefined) {
    if (takesAmount || second !== undefined) {
      return { type: 'asking', action, actor: input.actor, choices, input }
    }
    if (only !== undefined) return afterAsking(action, only, { ...input, choice: only.id })
    if (action.choices !== undefined) return { type: 'nothingToUse', action, actor: input.actor }
  }
  return afterAsking(
    action,
    choices.find(({ id }) => id === input.choice),
    input,
  )
}

function afterAsking(
  action: AnyAction,
  choice: Choice | undefined,
  input: ActionInput,
): Exclude<Intent, { readonly type: 'none' }> {
  if (action.aim !== 'self' && input.target === undefined) {
    return { type: 'aiming', action, actor: input.actor, input, ...(choice && { choice }) }
  }
  return { type: 'ready', action, input }
}
