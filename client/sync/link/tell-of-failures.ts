import type { Notices } from '../notices.ts'
import { failuresOf, isDiskFull, linkStatus, type LinkState } from './link-state.ts'

const TELL_AFTER_FAILURES = 3
/** Each attempt to write renews it. */
const FULL_LASTS_MS = 60_000

/** Tells the person after repeated failure, and takes it back once it works; a room that is only awaited is no failure. */
export function tellOfFailures(notices: Notices, link: LinkState): void {
  if (isDiskFull(link)) notices.say('disk', { code: 'diskFull' }, FULL_LASTS_MS)
  const times = failuresOf(link)
  const isFailing = times >= TELL_AFTER_FAILURES && linkStatus(link).state !== 'awaited'
  if (isFailing) notices.say('link', { code: 'unreached', times })
  else notices.takeBack('link')
}
