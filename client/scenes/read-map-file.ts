import { readImageHeader, readUniversalVtt, type ImageMime, type MapPlan } from '../maps/index.ts'
import { guessCellPixels } from './guess-grid.ts'

/** A file as a map: what it says of the scene, and its picture as it came. */
export type ReadMap =
  | {
      readonly type: 'map'
      readonly name: string
      readonly plan: MapPlan
      /** A bare picture, which tells nothing of walls. */
      readonly isBare: boolean
      readonly picture?: MapFilePicture
      /** A sentence for everything of the file that was left out. */
      readonly notes: readonly string[]
    }
  | { readonly type: 'refused'; readonly because: string }

export interface MapFilePicture {
  readonly bytes: Uint8Array
  readonly mime: ImageMime
  readonly widthPixels: number
  readonly heightPixels: number
}

/** Reads a picture or a Universal VTT file, by its bytes. */
export function readMapFile(fileName: string, bytes: Uint8Array): ReadMap {
  const name = nameOf(fileName)
  const header = readImageHeader(bytes)
  if (header.type === 'image') {
    return {
      type: 'map',
      name,
      plan: planOfPicture(fileName, header.widthPixels, header.heightPixels),
      isBare: true,
      picture: { ...header, bytes },
      notes: [],
    }
  }
  if (!looksLikeJson(bytes)) return header
  const file = readUniversalVtt(bytes)
  if (file.type === 'refused') return file
  const { image } = file.plan
  return {
    type: 'map',
    name,
    plan: file.plan,
    isBare: false,
    ...(image === undefined ? {} : { picture: image }),
    notes: file.notes,
  }
}

/** A picture as a map without walls; its cells are guessed by its name or its size. */
export function planOfPicture(name: string, widthPixels: number, heightPixels: number): MapPlan {
  const pixelsPerCell = guessCellPixels(name, widthPixels, heightPixels)
  const size = { columns: widthPixels / pixelsPerCell, rows: heightPixels / pixelsPerCell }
  return { ...bare, size, grid: { kind: 'square', pixelsPerCell } }
}

function looksLikeJson(bytes: Uint8Array): boolean {
  return /^\s*\{/.test(new TextDecoder().decode(bytes.subarray(0, 64)).replace('\ufeff', ''))
}

/** 'sunken_crypt [30x20].dd2vtt' is the scene 'sunken crypt'. */
function nameOf(fileName: string): string {
  const words = fileName
    .replace(/\.[^.]*$/, '')
    .replace(/[[(]?\d+\s?[x×]\s?\d+[\])]?/i, '')
    .replace(/[_-]+/g, ' ')
    .trim()
  return words === '' ? 'Map' : words
}

const bare = {
  walls: [],
  doors: [],
  windows: [],
  lights: [],
  environment: { ambient: 'bright', colour: '#ffffff', isLightPainted: true },
} as const
