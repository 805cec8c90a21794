import { say } from '../texts/index.ts'
import type { Intent } from '../seat/index.ts'

/** What the person is asked while they pick a target: "Attack with Shortsword: pick a target". */
export function aimSentence(intent: Extract<Intent, { readonly type: 'aiming' }>): string {
  const what =
    intent.choice === undefined
      ? intent.action.name
      : say('fight.aimWith', intent.action.name, intent.choice.name)
  return say('fight.aim', what)
}
