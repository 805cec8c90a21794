import { type LanguageCode, textIn } from '../texts/catalogue.ts'
import type { World } from '../world/index.ts'
import { divergenceSentence, memorySentence, rejectionSentence } from './sync-words.ts'

type SyncStatus = Pick<World['sync'], 'link' | 'saved' | 'waiting' | 'kept'>

/** Where the game is saved, for the top bar: one truthful sentence, a short form for phones, a tone. */
export interface SavedSentence {
  readonly tone: 'good' | 'busy' | 'waiting' | 'problem'
  readonly sentence: string
  readonly short: string
}

/** What the state of syncing means to a person: where the game is safe at this moment. */
export function savedSentence(language: LanguageCode, status: SyncStatus): SavedSentence {
  const { link, saved, waiting, kept } = status
  if (link.state === 'refused') {
    return {
      tone: 'problem',
      sentence: rejectionSentence(language, link.why),
      short: textIn(language, 'saved.short.refused'),
    }
  }
  const onRelay = link.state === 'synced' && waiting === 0 && kept === 0
  if (saved.state === 'memory') return inMemory(language, memorySentence(language, saved), onRelay)
  if (kept > 0) {
    const rest = waiting > 0 ? [textIn(language, 'saved.waiting', waiting)] : []
    const parts = [textIn(language, 'saved.device'), textIn(language, 'saved.kept', kept), ...rest]
    return {
      tone: 'problem',
      sentence: parts.join(' · '),
      short: textIn(language, 'saved.short.kept', kept),
    }
  }
  if (onRelay) {
    return {
      tone: 'good',
      sentence: textIn(language, 'saved.both'),
      short: textIn(language, 'saved.short.both'),
    }
  }
  if (link.state === 'outOfSync') {
    return {
      tone: 'waiting',
      sentence: linkPhrase(language, link),
      short: textIn(language, 'saved.short.busy'),
    }
  }
  const rest = waiting > 0 ? textIn(language, 'saved.waiting', waiting) : linkPhrase(language, link)
  return {
    tone: isAway(link) ? 'waiting' : 'busy',
    sentence: `${textIn(language, 'saved.device')} · ${rest}`,
    short: shortForm(language, status),
  }
}

function inMemory(language: LanguageCode, reason: string, onRelay: boolean): SavedSentence {
  return {
    tone: onRelay ? 'waiting' : 'problem',
    sentence: textIn(language, onRelay ? 'saved.tabAndRelay' : 'saved.tab', reason),
    short: textIn(language, 'saved.short.tab'),
  }
}

function linkPhrase(language: LanguageCode, link: SyncStatus['link']): string {
  switch (link.state) {
    case 'offline':
      return textIn(language, 'saved.offline')
    case 'awaited':
      return textIn(language, 'saved.awaited')
    case 'connecting':
      return textIn(language, 'saved.connecting')
    case 'syncing':
      return link.expected > 0
        ? textIn(language, 'saved.receiving', link.received, link.expected)
        : textIn(language, 'saved.connecting')
    case 'resyncing':
      return textIn(language, 'saved.resyncing')
    case 'synced':
      return textIn(language, 'saved.sending')
    case 'outOfSync':
      return textIn(language, 'saved.outOfSync', divergenceSentence(language, link.why))
    case 'refused':
      return rejectionSentence(language, link.why)
  }
}

function shortForm(language: LanguageCode, { waiting, link }: SyncStatus): string {
  if (waiting > 0) return textIn(language, 'saved.short.waiting', waiting)
  return textIn(language, isAway(link) ? 'saved.short.device' : 'saved.short.busy')
}

function isAway({ state }: SyncStatus['link']): boolean {
  return state === 'offline' || state === 'awaited' || state === 'connecting'
}
