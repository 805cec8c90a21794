import type { Translated } from '../translated.ts'
import type { rules as english } from '../english/rules.ts'

export const rules: Translated<typeof english> = {
  'because.lower': 'der kleinere Wert zählt',
  'because.higher': 'der größere Wert zählt',
  'because.sum': 'alles Dazugezählte zählt',
  'because.last': 'das Letzte zählt',
  'because.added': 'bleibt, was jemand hinzugefügt hat',
  'because.on': 'an zählt',
  'because.off': 'aus zählt',
  'because.all': 'alles davon bleibt',
  'because.manual': 'die Spielleitung entscheidet und bis dahin das Neueste zu sehen ist',
  'because.gm': 'zählt, was die Spielleitung schrieb',
}
