import type { MemberView } from '../views.ts'

/** What a line typed into the log asks for. */
export type ChatCommand =
  | { readonly type: 'words'; readonly text: string }
  | { readonly type: 'emote'; readonly text: string }
  | { readonly type: 'roll'; readonly notation: string }
  | { readonly type: 'whisper'; readonly to: string; readonly text: string }
  | { readonly type: 'refused'; readonly because: string }

/** Reads a typed line. `others` are those who can be whispered to. */
export function parseCommand(
  line: string,
  others: readonly Pick<MemberView, 'id' | 'name'>[],
): ChatCommand {
  const text = line.trim()
  if (text === '') return refuse('There is nothing to say yet.')
  if (text.length > longestLine) return refuse(`A line is at most ${longestLine} characters long.`)
  if (!text.startsWith('/')) return { type: 'words', text }

  const [, name = '', rest = ''] = /^\/(\S*)\s*(.*)$/s.exec(text) ?? []
  switch (name.toLowerCase()) {
    case 'r':
    case 'roll':
      if (rest === '') return refuse('Say which dice: /roll 2d6+3.')
      return { type: 'roll', notation: rest }
    case 'me':
      if (rest === '') return refuse('Say what you do: /me opens the door.')
      return { type: 'emote', text: rest }
    case 'w':
    case 'whisper':
      return parseWhisper(rest, others)
    default:
      return refuse(`There is no command “/${name}”. Known are /roll, /me and /w.`)
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
    return refuse(
      known === ''
        ? 'Nobody else is in the session yet.'
        : `Nobody here goes by that name. Known are ${known}.`,
    )
  }
  const text = rest.slice(to.name.length).trim()
  if (text === '') return refuse(`Say something to ${to.name}.`)
  return { type: 'whisper', to: to.id, text }
}

function refuse(because: string): ChatCommand {
  return { type: 'refused', because }
}

const longestLine = 2000
