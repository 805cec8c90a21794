import { type LanguageCode, textIn } from './catalogue.ts'

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** How long ago a moment was ("5 minutes ago"); a date once it is a week old. Times in ms since 1970. */
export function relativeTime(language: LanguageCode, at: number, now: number): string {
  const age = now - at
  const locale = textIn(language, 'time.locale')
  if (age > 7 * 86_400_000) {
    return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(at)
  }
  const unit = units.find(([, length]) => age >= length)
  if (unit === undefined) return textIn(language, 'time.now')
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(
    -Math.floor(age / unit[1]),
    unit[0],
  )
}

/** The time of day of a moment, as the language writes it ("20:41"). */
export function clockTime(language: LanguageCode, at: number): string {
  return new Intl.DateTimeFormat(textIn(language, 'time.locale'), { timeStyle: 'short' }).format(at)
}
