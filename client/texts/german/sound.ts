import type { sound as english } from '../english/sound.ts'
import type { Translated } from '../translated.ts'

export const sound: Translated<typeof english> = {
  'sound.name': 'Klang',
  'sound.music': 'Musik',
  'sound.ambience': 'Stimmung',
  'sound.blocked': 'Dein Browser hält den Klang zurück, bis du klickst.',
  'sound.allow': 'Klingen lassen',
}
