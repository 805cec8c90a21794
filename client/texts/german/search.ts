import type { search as english } from '../english/search.ts'
import type { Translated } from '../translated.ts'

export const search: Translated<typeof english> = {
  'search.nothing': 'Das steht nirgends auf diesem Gerät.',
  'search.reading': 'Ältere Zeilen des Verlaufs werden gelesen …',
  'search.lineBy': (name: string, when: string) => `${name}, ${when}`,
  'search.entry': 'Journal',
  'search.actor': 'Bögen',
  'search.scene': 'Szenen',
  'search.words': 'Worte auf Karten',
  'search.file': 'Bibliothek',
  'search.creature': 'Kompendium',
  'search.line': 'Verlauf',
  'search.one.entry': 'Journal',
  'search.one.actor': 'Bogen',
  'search.one.scene': 'Szene',
  'search.one.words': 'Karte',
  'search.one.file': 'Datei',
  'search.one.creature': 'Kompendium',
  'search.one.line': 'Verlauf',
}
