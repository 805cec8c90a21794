import { base64ToBytes } from '../base64-bytes.ts'
import { readImageHeader } from '../image-header.ts'
import type { MapImage } from '../map-plan.ts'
import type { Notes } from './notes.ts'

/** The picture inside a file, or undefined and a note of why there is none. */
export function readPicture(part: unknown, notes: Notes): MapImage | undefined {
  if (part === undefined || part === null || part === '') {
    notes.tell('The file holds no picture. Walls, doors and lights were kept; drop a picture too.')
    return undefined
  }
  if (typeof part !== 'string') {
    notes.tell('The picture could not be read: it is no text. Walls, doors and lights were kept.')
    return undefined
  }
  const outside = nameOfOutside(part)
  if (outside !== undefined) {
    notes.tell(
      `The picture is not in the file but elsewhere (${outside}). Walls, doors and lights were kept; drop that picture too.`,
    )
    return undefined
  }
  const bytes = base64ToBytes(part.startsWith('data:') ? part.slice(part.indexOf(',') + 1) : part)
  if (bytes === undefined) {
    notes.tell('The picture is damaged: it is no base64. Walls, doors and lights were kept.')
    return undefined
  }
  const header = readImageHeader(bytes)
  if (header.type === 'refused') {
    notes.tell(`The picture was left out. ${header.because} Walls, doors and lights were kept.`)
    return undefined
  }
  const { mime, widthPixels, heightPixels } = header
  return { bytes, mime, widthPixels, heightPixels }
}

/** The name of a picture that is only pointed at; base64 has neither dots nor colons. */
function nameOfOutside(text: string): string | undefined {
  if (text.startsWith('data:') || text.length > 4096 || !/[.:]/.test(text)) return undefined
  return text.split(/[\\/]/).at(-1)?.slice(0, 80)
}
