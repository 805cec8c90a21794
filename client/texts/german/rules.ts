import type { Translated } from '../translated.ts'
import type { rules as english } from '../english/rules.ts'

/** Was eine Regel tut, in den Worten eines Spielers. */
export const rules: Translated<typeof english> = {
  'rule.tallyMin': 'Jede Änderung zählt; von getrennt eingetippten Zahlen gilt die kleinste.',
  'rule.tallyMax': 'Jede Änderung zählt; von getrennt eingetippten Zahlen gilt die größte.',
  'rule.tallyLast': 'Jede Änderung zählt; von getrennt eingetippten Zahlen gilt die letzte.',
  'rule.min': 'Das Kleinste gilt.',
  'rule.max': 'Das Größte gilt.',
  'rule.last': 'Das zuletzt Geschriebene gilt.',
  'rule.addWins': 'Von einem hinzugefügt, vom anderen entfernt: es bleibt.',
  'rule.on': 'Von einem ein-, vom anderen ausgeschaltet: es bleibt an.',
  'rule.off': 'Von einem ein-, vom anderen ausgeschaltet: es bleibt aus.',
  'rule.all': 'Alles Geschriebene bleibt.',
  'rule.text': 'Was beide getippt haben, bleibt, jedes an seiner Stelle.',
  'rule.existence':
    'Von einem entfernt, vom anderen verändert: es bleibt entfernt. Rückgängig holt es zurück.',
  'rule.manual': 'Die Spielleitung entscheidet; bis dahin zeigt sich das Neueste.',
  'rule.gmWins': 'Was die Spielleitung geschrieben hat, gilt.',
}
