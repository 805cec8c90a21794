import type { compendium as english } from '../english/compendium.ts'
import type { Translated } from '../translated.ts'

export const compendium: Translated<typeof english> = {
  'compendium.search': 'Kompendium durchsuchen',
  'compendium.entries': 'Einträge des Kompendiums',
  'compendium.place': (name) => `${name} setzen`,
  'compendium.hidden': 'Verborgen setzen',
  'compendium.hiddenHint': 'Was du jetzt setzt, siehst nur du, bis du es aufdeckst.',
  'compendium.filter': 'Kompendium filtern',
  'compendium.any': (what) => `${what}: alle`,
  'compendium.anyOfAll': 'Wieder alle zeigen',
  'compendium.count': 'Wie viele',
  'compendium.none':
    'Kein solcher Eintrag. Lies eine Monsterdatei ein oder suche und filtere nach weniger.',
  'compendium.hint': 'Einen Eintrag auf die Karte ziehen, oder antippen: er kommt in die Mitte.',
  'compendium.import': 'Datei einlesen',
  'compendium.file': 'Monsterdatei',
  'compendium.progress': 'Einlesen',
  'compendium.cancelImport': 'Einlesen abbrechen',
  'compendium.report': 'Bericht des Einlesens',
  'compendium.imported': (count) =>
    count === 1 ? '1 Eintrag eingelesen.' : `${count} Einträge eingelesen.`,
  'compendium.cancelled': 'Das Einlesen wurde abgebrochen; bisher Gelesenes bleibt.',
  'compendium.refused': (count) =>
    count === 1 ? '1 Eintrag wurde ausgelassen:' : `${count} Einträge wurden ausgelassen:`,
  'compendium.unreadable': (name) => `${name} ließ sich nicht lesen. Nichts wurde verändert.`,
  'compendium.more': (count) => `${count} weitere; suche, um sie einzugrenzen.`,
}
