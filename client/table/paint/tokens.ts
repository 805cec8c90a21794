import { healthTone, shareByLooks } from '../../ui/health.ts'
import type { Point, Rectangle } from '../camera.ts'
import type { MapToken } from '../model.ts'
import type { PaletteName } from '../palette.ts'
import { paintAuras } from './auras.ts'
import { copySprite, drawSprite, type Sprite } from './atlas.ts'
import { createLabelRoom, type LabelRoom } from './label-room.ts'
import type { Picture } from './picture.ts'
import { paintTokenMarks } from './token-marks.ts'
import { paintSelection } from './selection-ring.ts'
import { ROUND_SHARE } from './token-sprite.ts'

/** The share of its cells that a token's round takes; the rest keeps neighbours apart. */
const ROUND_OF_CELL = 0.93

/** Sizes on the screen below which a detail would only be noise, in CSS pixels a token. */
const SHOWS_LABEL = 30
const SHOWS_HEALTH = 20
const SHOWS_CONDITIONS = 28

/** Among more tokens than this a name that has no room is left out instead of shortened. */
const MOST_NAMED = 60

/** Radius of the largest ring that is kept as a sprite, in CSS pixels; larger ones are few. */
const LARGEST_COPIED_RING = 64

/** Paints the tokens in sight, in the order given, each where the picture shows it. */
export function paintTokens(picture: Picture, tokens: readonly MapToken[]): void {
  const seen = inSight(picture, tokens)
  // All sprites first: a canvas that is painted on between copies of it is copied whole each time.
  const isCrowd = seen.length > MOST_NAMED
  const named = seen.map((shown) => ({ ...shown, names: prepare(picture, shown.token, isCrowd) }))
  paintAuras(picture, tokens)
  for (const { token, at } of named) {
    if (picture.leaving.has(token.id)) paintGhost(picture, token)
    paintOne(picture, token, at)
  }
  const room = createLabelRoom()
  // In a crowd faces hide each other anyway.
  if (!isCrowd) for (const { token, at } of seen) room.keep(faceOf(picture, token, at))
  for (const { token, at, names } of inNamingOrder(picture, named)) {
    const [whole] = names
    if (whole && isPointedAt(picture, token)) paintName(picture, token, at, whole, undefined)
    else names.some((name) => paintName(picture, token, at, name, room))
  }
}

/** The middle of a round, in device pixels: what a face is known by. */
function faceOf(picture: Picture, token: MapToken, at: Point): Rectangle {
  const { x, y } = toPixels(picture, at.x + token.size / 4, at.y + token.size / 4)
  const side = (token.size / 2) * picture.camera.zoom * picture.pixelRatio
  return { x, y, width: side, height: side }
}

function isPointedAt({ marked }: Picture, { id }: MapToken): boolean {
  return marked.hovered === id || marked.focused === id
}

function isNoted(picture: Picture, token: MapToken): boolean {
  return isPointedAt(picture, token) || picture.marked.selected.has(token.id)
}

/** Who is pointed at comes last and so on top; of the others, those have their name whole that come first. */
function inNamingOrder<Entry extends Shown>(picture: Picture, entries: readonly Entry[]) {
  const isLast = ({ token }: Entry) => isPointedAt(picture, token)
  return [...entries.filter((entry) => !isLast(entry)), ...entries.filter(isLast)]
}

interface Shown {
  readonly token: MapToken
  readonly at: Point
}

function inSight(picture: Picture, tokens: readonly MapToken[]): Shown[] {
  const { camera, viewport } = picture
  const right = camera.x + viewport.width / camera.zoom
  // A label hangs below its token.
  const above = camera.y - 32 / camera.zoom
  const bottom = camera.y + viewport.height / camera.zoom
  const shown: Shown[] = []
  for (const token of tokens) {
    const at = picture.shownAt(token)
    if (at.x > right || at.y > bottom) continue
    if (at.x + token.size < camera.x || at.y + token.size < above) continue
    shown.push({ token, at })
  }
  return shown
}

/** Has the sprites of a token painted; answers those of its name, the longest first. */
function prepare(picture: Picture, token: MapToken, isCrowd: boolean): readonly Sprite[] {
  const { camera, pixelRatio, sprites } = picture
  const pixels = token.size * camera.zoom
  sprites.token(token, roundPixels(picture, token))
  if (token.name === '' || (pixels < SHOWS_LABEL && !isNoted(picture, token))) return []
  const names = isCrowd ? [token.name] : namesOf(token.name)
  return names.flatMap((name) => sprites.name(name, Math.round(11.5 * pixelRatio)) ?? [])
}

/** 'Sister Maren' and 'Sister'; a number stays, for it tells goblins apart. */
function namesOf(name: string): readonly string[] {
  const [first = '', ...rest] = name.split(' ')
  const last = rest.at(-1) ?? ''
  const short = /^\d+$/.test(last) ? `${first} ${last}` : first
  return short === name ? [name] : [name, short]
}

/** Where a token that is being dragged stood before. */
function paintGhost(picture: Picture, token: MapToken): void {
  picture.context.globalAlpha = 0.35
  paintRound(picture, token, token)
  picture.context.globalAlpha = 1
}

function paintOne(picture: Picture, token: MapToken, at: Point): void {
  const { camera, marked } = picture
  const pixels = token.size * camera.zoom
  paintRound(picture, token, at)
  if (isNoted(picture, token)) paintMark(picture, token, at, marked.selected.has(token.id))
  if (pixels >= SHOWS_HEALTH && !token.defeated) {
    paintHealth(picture, token, at)
  }
  if (pixels >= SHOWS_CONDITIONS) paintTokenMarks(picture, token, at)
  if (pixels >= SHOWS_CONDITIONS && token.conditions.length > 0) {
    paintConditions(picture, token, at)
  }
}

/** Below the token, over all tokens; false where there is no room for it. */
function paintName(
  picture: Picture,
  token: MapToken,
  at: Point,
  name: Sprite,
  room: LabelRoom | undefined,
): boolean {
  const { context } = picture
  const middle = toPixels(picture, at.x + token.size / 2, at.y + token.size)
  const x = Math.round(middle.x - name.width / 2)
  const y = Math.round(middle.y - 2)
  if (room?.take({ x, y, width: name.width, height: name.height }) === false) return false
  if (token.hidden) context.globalAlpha = 0.7
  drawSprite(context, name, x, y)
  context.globalAlpha = 1
  return true
}

function paintRound(picture: Picture, token: MapToken, at: Point): void {
  const side = roundPixels(picture, token)
  const middle = toPixels(picture, at.x + token.size / 2, at.y + token.size / 2)
  const sprite = picture.sprites.token(token, side)
  if (Math.abs(sprite.width - side) < 1) return copySprite(picture.context, sprite, middle)
  drawSprite(picture.context, sprite, middle.x - side / 2, middle.y - side / 2, side, side)
}

/** The side of a token's sprite with its shadow, in device pixels. */
function roundPixels({ camera, pixelRatio }: Picture, token: MapToken): number {
  return (token.size * camera.zoom * pixelRatio * ROUND_OF_CELL) / ROUND_SHARE
}

/** The ring of what is selected, pointed at or focused by the keyboard. */
function paintMark(picture: Picture, token: MapToken, at: Point, isSelected: boolean): void {
  const { context, camera, palette, pixelRatio, marked } = picture
  const middle = toPixels(picture, at.x + token.size / 2, at.y + token.size / 2)
  const radius = (token.size * camera.zoom * pixelRatio * ROUND_OF_CELL) / 2
  const colour = palette.colours['token-selected']
  if (isSelected) return paintSelected(picture, middle, radius)
  const isFocused = marked.focused === token.id
  context.beginPath()
  context.arc(middle.x, middle.y, radius + 2 * pixelRatio, 0, Math.PI * 2)
  context.strokeStyle = isFocused ? colour : '#ffffffb0'
  context.lineWidth = 2 * pixelRatio
  if (isFocused) context.setLineDash([5 * pixelRatio, 4 * pixelRatio])
  context.stroke()
  context.setLineDash([])
}

/** Of small tokens a thousand may be selected at once: their ring is only copied. */
function paintSelected(picture: Picture, middle: Point, radius: number): void {
  const { context, palette, pixelRatio, sprites } = picture
  if (radius > LARGEST_COPIED_RING * pixelRatio) {
    const colour = palette.colours['token-selected']
    return paintSelection(context, middle, radius, pixelRatio, colour)
  }
  const ring = sprites.selection(Math.round(radius), pixelRatio)
  copySprite(context, ring, middle)
}

function paintHealth(picture: Picture, token: MapToken, at: Point): void {
  const { context, camera, palette, pixelRatio } = picture
  const { looks } = token
  const hitPoints = looks === undefined ? token.hitPoints : barOfLooks[looks]
  if (hitPoints === undefined) return
  const cell = camera.zoom * pixelRatio
  const width = token.size * cell * 0.72
  const height = Math.max(Math.min(cell * 0.1, 9 * pixelRatio), 3 * pixelRatio)
  const corner = toPixels(picture, at.x + token.size / 2, at.y + token.size * 0.97)
  const x = Math.round(corner.x - width / 2)
  const y = Math.round(corner.y - height)
  const whole = Math.max(hitPoints.maximum, hitPoints.value, 1) + Math.max(hitPoints.temporary, 0)
  const filled = (width * Math.max(hitPoints.value, 0)) / whole
  const temporary = (width * Math.max(hitPoints.temporary, 0)) / whole
  const edge = pixelRatio
  context.fillStyle = 'rgb(12 8 6 / 0.85)'
  context.fillRect(x - edge, y - edge, width + 2 * edge, height + 2 * edge)
  const tone: PaletteName = `health-${healthTone(hitPoints.value, hitPoints.maximum)}`
  context.fillStyle = palette.colours[tone]
  context.fillRect(x, y, filled, height)
  if (temporary === 0) return
  context.fillStyle = palette.colours['health-temporary']
  context.fillRect(x + filled, y, temporary, height)
}

/** As full as it looks, and no fuller: what is told in words is drawn in as many steps. */
const barOfLooks = {
  unhurt: barOf(shareByLooks.unhurt),
  scratched: barOf(shareByLooks.scratched),
  hurt: barOf(shareByLooks.hurt),
  bloodied: barOf(shareByLooks.bloodied),
  failing: barOf(shareByLooks.failing),
} as const

function barOf(share: number): NonNullable<MapToken['hitPoints']> {
  return { value: share, maximum: 1, temporary: 0 }
}

/** Up to three badges round the upper right, and a count of those that have no room. */
function paintConditions(picture: Picture, token: MapToken, at: Point): void {
  const { context, camera, pixelRatio, sprites } = picture
  const radius = (token.size * camera.zoom * pixelRatio * ROUND_OF_CELL) / 2
  const middle = toPixels(picture, at.x + token.size / 2, at.y + token.size / 2)
  const side = Math.max(Math.min(camera.zoom * 0.3, 26), 13) * pixelRatio
  const shown = token.conditions.length > 3 ? token.conditions.slice(0, 2) : token.conditions
  shown.forEach((condition, index) => {
    badge(sprites.condition(condition, side), index)
  })
  const more = token.conditions.length - shown.length
  if (more > 0) badge(sprites.label(`+${more}`, Math.round(10 * pixelRatio)), 2)

  function badge(sprite: Sprite, index: number): void {
    const angle = -Math.PI / 4 + (index * side * 1.04) / radius
    const x = middle.x + Math.cos(angle) * radius * 0.94
    const y = middle.y + Math.sin(angle) * radius * 0.94
    const scale = side / sprite.height
    const width = sprite.width * scale
    drawSprite(context, sprite, x - width / 2, y - side / 2, width, side)
  }
}

function toPixels({ camera, pixelRatio }: Picture, x: number, y: number): Point {
  return {
    x: (x - camera.x) * camera.zoom * pixelRatio,
    y: (y - camera.y) * camera.zoom * pixelRatio,
  }
}
