import { parseDice, type Dice, type Roll } from '#plugin-sdk'
import type { SyncSession } from '../../sync/index.ts'
import { splitBrackets } from '../entries/double-brackets.ts'
import { parseCommand } from './chat-command.ts'
import type { LogPart, LogPlace, NewRecord } from './log.ts'
import type { MembersPart } from '../people/members.ts'
import type { Chat } from '../parts.ts'
import type { Answer } from '../views.ts'
import { refuse } from '../refuse.ts'

interface ChatOptions {
  readonly session: SyncSession
  readonly members: MembersPart
  readonly log: LogPart
  readonly dice: Dice
}

/** Words between people, and dice thrown by hand. */
export function createChat({ session, members, log, dice }: ChatOptions): Chat {
  function add(record: NewRecord, place: LogPlace): Answer {
    if (!log.isOpen(place)) return refuse('refused.logOpening')
    log.add(record, place)
    session.urgent()
    return { type: 'done' }
  }

  function speak(kind: 'chat' | 'emote', text: string): Answer {
    return add({ kind, text, rolls: thrownIn(text) }, 'everyone')
  }

  /** Throws the dice that stand in double brackets; the words keep the notation. */
  function thrownIn(text: string): readonly Roll[] {
    return splitBrackets(text)
      .filter(
        ({ type, text }) => type === 'brackets' && text.length <= 60 && looksLikeDice.test(text),
      )
      .slice(0, mostInALine)
      .flatMap(({ text }) =>
        parseDice(text).type === 'malformed' ? [] : [{ ...dice.roll(text), notation: text }],
      )
  }

  function roll(notation: string): Answer {
    const parsed = parseDice(notation)
    if (parsed.type === 'malformed') return { type: 'refused', because: { text: parsed.sentence } }
    const thrown = dice.roll(notation)
    return add({ kind: 'roll', text: thrown.label ?? '', rolls: [thrown] }, 'everyone')
  }

  /** A whisper lies in a document that its one player and the GM can open. */
  function whisper(to: string, text: string): Answer {
    const place: LogPlace =
      session.role !== 'gm'
        ? `private/${session.member}`
        : members.roleOf(to) === 'gm'
          ? 'gm'
          : `private/${to}`
    if (session.role !== 'gm' && members.roleOf(to) !== 'gm') {
      return refuse('refused.whisperPair')
    }
    if (session.role === 'spectator') {
      return refuse('refused.spectatorWhisper')
    }
    if (!log.isOpen(place)) {
      return refuse('refused.noPrivateLog', members.nameOf(to))
    }
    return add({ kind: 'whisper', text, to, rolls: thrownIn(text) }, place)
  }

  return {
    say(text) {
      const others = members.all().filter(({ me }) => !me)
      const command = parseCommand(text, others)
      switch (command.type) {
        case 'refused':
          return command
        case 'words':
          return speak('chat', command.text)
        case 'emote':
          return speak('emote', command.text)
        case 'roll':
          return roll(command.notation)
        case 'whisper':
          return whisper(command.to, command.text)
      }
    },
  }
}

const looksLikeDice = /(^|[^a-z])\d*d[\d%f]/i
const mostInALine = 10
