import type { SceneView } from '../world/index.ts'

/** What a bare picture is taken for: the map, the picture a map lacks, or a token on it. */
export type Becomes = 'map' | 'underlay' | 'token'

/** A bare picture that came, in its own pixels. */
export interface BarePicture {
  readonly name: string
  readonly widthPixels: number
  readonly heightPixels: number
  /** One sees through parts of it. */
  readonly isCutOut: boolean
}

type Scene = Pick<SceneView, 'picture' | 'shapes' | 'walls' | 'doors' | 'lamps'>

/** What is most likely meant; the other is offered in a notice. */
export function becomesOf(picture: BarePicture, scene: Scene | undefined): Becomes {
  if (isSmall(picture, scene)) return 'token'
  return scene !== undefined && lacksPicture(scene) ? 'underlay' : 'map'
}

/** Walls, doors or lights of a map file that came without its picture. */
export function lacksPicture({ picture, shapes, walls, doors, lamps }: Scene): boolean {
  return (
    picture === undefined && shapes.length === 0 && walls.length + doors.length + lamps.length > 0
  )
}

/** A few cells of an aligned map, or what no map would be so small for. */
function isSmall(
  { name, widthPixels, heightPixels, isCutOut }: BarePicture,
  scene?: Scene,
): boolean {
  if (saysItIsMap.test(name)) return false
  const longest = Math.max(widthPixels, heightPixels)
  const isCompact = longest <= 2 * Math.min(widthPixels, heightPixels)
  if (isCutOut) return isCompact && longest <= longestCutOut
  const { picture } = scene ?? {}
  const cellPixels = picture && (picture.asset.width ?? 0) / picture.width
  return isCompact && longest <= Math.max(longestPlain, fewCells * (cellPixels ?? 0))
}

/** Where a picture lies that is laid under a map of its own: as large as fits, not stretched. */
export function underlayOf(
  { columns, rows }: Pick<SceneView, 'columns' | 'rows'>,
  { width, height }: { readonly width: number; readonly height: number },
) {
  const ratio = width / height
  // A picture a hair off the map's shape is rounded, not another picture.
  const isSame = Math.abs(ratio / (columns / rows) - 1) < 0.005
  const wide = isSame ? columns : Math.min(columns, rows * ratio)
  return { x: 0, y: 0, width: wide, height: isSame ? rows : wide / ratio }
}

/** 'Crypt 30x20', 'crypt battlemap 140dpi' */
const saysItIsMap = /\d+\s?[x×]\s?\d+|\b\d+\s?(?:dpi|ppi|ppg)\b|map|karte/i
const fewCells = 3
const longestPlain = 400
const longestCutOut = 2048
