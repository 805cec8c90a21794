import type { palette as english } from '../english/palette.ts'
import type { Translated } from '../translated.ts'

export const palette: Translated<typeof english> = {
  'about.title': 'Über',
  'about.what':
    'Dungeon Lab ist ein virtueller Spieltisch, der denen gehört, die daran sitzen. Das Relay in der Mitte trägt versiegelte Bytes und kann das Spiel nicht lesen.',
  'about.licence': 'Quelloffen unter der MIT-Lizenz.',
  'palette.title': 'Befehle',
  'palette.search': 'Befehle suchen',
  'palette.hint': 'Ein Name, eine Aktion oder /roll 2d6+3',
  'palette.found': 'Gefundene Befehle',
  'palette.none': 'Nichts mit diesem Namen. Versuche eine Figur, eine Aktion oder ein Fach.',
  'palette.action': 'Aktion',
  'palette.actor': 'Figur',
  'palette.place': 'Auf die Karte setzen',
  'palette.panel': 'Fach',
  'palette.scene': 'Szene',
  'palette.command': 'Befehl',
  'palette.say': (text) => `„${text}“ sagen`,
  'palette.claim': (name) => `${name} spielen`,
  'palette.isPlayed': (players) => `zusammen mit ${players}`,
  'palette.entry': 'Journal',
}
