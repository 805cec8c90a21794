import type { panels as english } from '../english/panels.ts'
import type { Translated } from '../translated.ts'

export const panels: Translated<typeof english> = {
  'sheet.none': 'Wähle eine Figur, um ihren Bogen zu sehen.',
  'sheet.of': (name) => `Bogen von ${name}`,
  'sheet.roll': (label) => `${label} würfeln`,
  'sheet.less': (label) => `Weniger ${label}`,
  'sheet.more': (label) => `Mehr ${label}`,
  'sheet.of.maximum': (maximum) => `von ${maximum}`,
  'sheet.addCondition': 'Zustand hinzufügen',
  'sheet.removeCondition': (name) => `${name} entfernen`,
  'sheet.noConditions': 'Keine',
  'sheet.actions': 'Aktionen',
  'sheet.use': (name) => `${name} nutzen`,
  'sheet.emptyList': 'Noch nichts da.',
  'merges.name': 'Vereint',
  'merges.empty':
    'Noch musste nichts vereint werden. Ändern mehrere getrennt dasselbe, steht es hier mit der Regel, die es zusammenführte.',
  'merges.live': 'Noch offen',
  'merges.apart': (writes, result, why) =>
    `${writes}, getrennt voneinander: ${result} gilt, weil ${why}.`,
  'merges.wasApart': (writes, result, why) =>
    `${writes}, getrennt voneinander: es ergab ${result}, weil ${why}.`,
  'merges.gone': (writes) => `${writes}, während jemand anderes es änderte: es bleibt entfernt.`,
  'merges.set': (who, value) => `${who} setzte ${value}`,
  'merges.more': (who, value) => `${who} zählte ${value} dazu`,
  'merges.less': (who, value) => `${who} zog ${value} ab`,
  'merges.added': (who, value) => `${who} fügte ${value} hinzu`,
  'merges.removed': (who) => `${who} entfernte es`,
  'merges.removedElement': (who, value) => `${who} entfernte ${value}`,
  'merges.kept': (who) => `${who} behielt es`,
  'merges.choice': (who, value, when) => `${who} ließ stattdessen ${value} gelten, ${when}.`,
  'merges.choiceBack': (who, when) => `${who} holte es zurück, ${when}.`,
  'merges.instead': 'Anderes gelten lassen',
  'merges.letStand': (value) => `${value} gelten lassen`,
  'merges.takeOut': (value) => `${value} wegnehmen`,
  'merges.tookOut': (what, value) => `${what}: ${value} ist jetzt weg.`,
  'merges.bringBack': 'Zurückholen',
  'merges.overruled': (what, value) => `${what} ist jetzt ${value}.`,
  'merges.broughtBack': 'Es ist wieder da.',
}
