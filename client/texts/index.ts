export { type LanguageCode, languages, preferredLanguage, type TextKey } from './catalogue.ts'
export { language, say, sayLine, speak } from './language.svelte.ts'
export { clockTime, relativeTime } from './relative-time.ts'
export { type Line, readLine, type Told } from './told.ts'
