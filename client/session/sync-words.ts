import { type LanguageCode, textIn } from '../texts/catalogue.ts'
import type { Divergence, Rejection, SavedStatus, SyncNotice } from '../world/index.ts'

/** A notice of syncing as a person reads it. */
export function noticeSentence(language: LanguageCode, notice: SyncNotice): string {
  switch (notice.code) {
    case 'unreached':
      return textIn(language, 'sync.unreached', notice.times)
    case 'reread':
      return divergenceSentence(language, notice.why)
    case 'leftOut':
      return textIn(language, `sync.leftOut.${notice.fault}`, notice.seq)
    case 'drift':
      return textIn(language, 'sync.drift', notice.document)
    default:
      return textIn(language, `sync.${notice.code}`)
  }
}

/** How the relay's log differs from what was known. */
export function divergenceSentence(language: LanguageCode, why: Divergence): string {
  return textIn(language, `sync.divergence.${why}`)
}

/** That the relay refuses this device, and why. */
export function rejectionSentence(language: LanguageCode, why: Rejection): string {
  return textIn(language, 'saved.refused', textIn(language, `sync.rejected.${why}`))
}

/** Why the game is not kept on this device. */
export function memorySentence(
  language: LanguageCode,
  saved: Extract<SavedStatus, { readonly state: 'memory' }>,
): string {
  return textIn(language, `sync.memory.${saved.why}`)
}
