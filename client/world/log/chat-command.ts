import type { MemberView } from '../views.ts'
import { type Refusal, refuse } from '../refuse.ts'

/** What a line typed into the log asks for. */
export type ChatCommand =
  | { readonly type: 'words'; readonly text: string }
  | { readonly type: 'emote'; readonly text: string }
  | { readonly type: 'roll'; readonly notation: string }
  | { readonly type: 'whisper'; readonly to: string; readonly text: string }
  | Refusal

/** Reads a typed line. `others` are those who can be whispered to. */
export function parseCommand(
  line: string,
  others: readonly Pick<MemberView, 'id' | 'name'>[],
): ChatCommand {
  const text = line.trim()
  if (text === '') return refuse('refused.nothingSaid')
  if (text.length > longestLine) return refuse('refused.lineTooLong', longestLine)
  if (!text.startsWith('/')) return { type: 'words', text }

  const [, name = '', rest = ''] = /^\/(\S*)\s*(.*)$/s.exec(text) ?? []
  switch (name.toLowerCase()) {
    case 'r':
    case 'roll':
      if (rest === '') return refuse('refused.whichDice')
      return { type: 'roll', notation: rest }
    case 'me':
      if (rest === '') return refuse('refused.whatYouDo')
      return { type: 'emote', text: rest }
    case 'w':
    case 'whisper':
      return parseWhisper(rest, others)
    default:
      return refuse('refused.noCommand', name)
  }
}

/** Names may have spaces: the longest one that the line begins with is meant. */
function parseWhisper(
  rest: string,
  others: readonly Pick<MemberView, 'id' | 'name'>[],
): ChatCommand {
  const lower = rest.toLowerCase()
  const [to] = others
    .filter(
      ({ name }) => lower === name.toLowerCase() || lower.startsWith(`${name.toLowerCase()} `),
    )
    .sort((a, b) => b.name.length - a.name.length)
  if (to === undefined) {
    const known = others.map(({ name }) => name).join(', ')
    return known === '' ? refuse('refused.nobodyElse') : refuse('refused.nobodyNamed', known)
  }
  const text = rest.slice(to.name.length).trim()
  if (text === '') return refuse('refused.nothingToThem', to.name)
  return { type: 'whisper', to: to.id, text }
}

const longestLine = 2000
