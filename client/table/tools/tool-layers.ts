import type { ShownView } from '../../world/index.ts'
import type { Camera, Point, Viewport } from '../camera.ts'
import type { Palette } from '../palette.ts'
import type { MapTools } from './map-tools.svelte.ts'
import { paintDrawing, paintPicked, toPixels, type Easel } from './paint-drawings.ts'
import { paintComet, paintCrosshair, paintPill, paintRipple, paintRuler } from './paint-live.ts'
import type { AreaTemplate, Draft } from './tool.ts'

/** What the layers of the tools need of the map they lie on. */
export interface ToolLayersOptions {
  readonly tools: MapTools
  /** What is kept lies under the tokens, what is held up lies over them. */
  readonly canvases: { readonly kept: HTMLCanvasElement; readonly live: HTMLCanvasElement }
  readonly palette: () => Palette
  readonly isStill: () => boolean
  readonly feet: (feet: number) => string
  /** A GM asks everyone to look at a place. */
  readonly lookAt: (at: Point) => void
  readonly clockMs: () => number
  readonly requestFrame: (draw: () => void) => number
}

/** The two canvases of drawings and of what people hold up; painted when something changed. */
export function createToolLayers(options: ToolLayersOptions) {
  const { tools, canvases } = options
  const kept = contextOf(canvases.kept)
  const live = contextOf(canvases.live)
  const accent = () => options.palette().colours['token-selected']
  const ripples: { at: Point; name: string; colour: string; scene: string; sinceMs: number }[] = []
  const trails = new Map<string, { colour: string; places: { at: Point; ms: number }[] }>()
  let camera: Camera = { x: 0, y: 0, zoom: 50 }
  let pixelRatio = 1
  let isDue = false
  let isKeptDirty = true
  let isStopped = false

  function schedule(keptToo: boolean): void {
    isKeptDirty ||= keptToo
    if (isDue || isStopped) return
    isDue = true
    options.requestFrame(draw)
  }

  function draw(): void {
    isDue = false
    if (isStopped) return
    if (isKeptDirty) drawKept()
    isKeptDirty = false
    const goesOn = drawLive()
    if (goesOn) schedule(false)
  }

  function easelOn(context: CanvasRenderingContext2D): Easel {
    return { context, camera, pixelRatio, palette: options.palette(), measure: tools.measure }
  }

  function drawKept(): void {
    const { drawings } = tools.model
    wipe(kept, drawings.length > 0)
    const replaced = new Set(here().flatMap(({ what }) => ('of' in what ? [what.of] : [])))
    const easel = easelOn(kept)
    for (const drawing of drawings) {
      if (drawing.id === tools.draft?.of || replaced.has(drawing.id)) continue
      kept.globalAlpha = 1
      if (!tools.erasing.includes(drawing.id)) paintDrawing(easel, drawing)
    }
  }

  function drawLive(): boolean {
    const nowMs = options.clockMs()
    follow(nowMs)
    const { draft, route, cursor, pickedDrawing } = tools
    const others = here()
    const hasSomething =
      tools.hand !== undefined ||
      [draft, cursor, pickedDrawing].some((one) => one !== undefined) ||
      route.length > 1 ||
      [others, ripples, [...trails]].some((some) => some.length > 0)
    wipe(live, hasSomething)
    if (!hasSomething) return false
    const easel = easelOn(live)
    for (const { what, colour, name } of others) {
      if (what.kind === 'draft') paintDraft(easel, what, name)
      if (what.kind === 'ruler') {
        const label = `${name} · ${options.feet(tools.feetAlong(what.route))}`
        paintRuler(easel, { route: what.route, label, colour })
      }
    }
    tools.hand?.paint(easel)
    if (draft !== undefined) paintDraft(easel, draft, '')
    if (pickedDrawing !== undefined) paintPicked(easel, pickedDrawing)
    if (route.length > 1) {
      // Above the token that is carried, not over its face.
      const lift = tools.isCarrying ? camera.zoom * 0.6 + 20 : 24
      const label = options.feet(tools.feetAlong(route))
      paintRuler(easel, { route, label, colour: accent(), lift })
    }
    for (const { colour, places } of trails.values()) {
      const aged = places.map(({ at, ms }) => ({ at, share: (nowMs - ms) / trailMs }))
      paintComet(easel, { colour, places: aged })
    }
    for (const ripple of ripples) {
      if (ripple.scene !== tools.model.scene?.id) continue
      const share = (nowMs - ripple.sinceMs) / rippleMs
      paintRipple(easel, { ...ripple, share }, options.isStill())
    }
    if (cursor !== undefined && tools.isActive) paintCrosshair(easel, cursor)
    return ripples.length > 0 || trails.size > 0
  }

  function paintDraft(easel: Easel, draft: Draft, name: string): void {
    paintDrawing(easel, draft)
    if (draft.shape.type !== 'template') return
    const { x, y } = toPixels(easel, draft)
    const words = wordsOf(draft.shape, draft)
    const label = name === '' ? words : `${name} · ${words}`
    paintPill(easel, label, { x, y: y - 24 * pixelRatio })
  }

  function wordsOf(area: AreaTemplate, place: Point): string {
    const length = options.feet(area.length * (tools.model.scene?.cellFeet ?? 5))
    return `${length} · ${tools.inside(place, area).length}`
  }

  /** What the others hold up on this scene. */
  function here(): readonly ShownView[] {
    return tools.model.shown.filter(({ scene }) => scene === tools.model.scene?.id)
  }

  function follow(nowMs: number): void {
    const pointing = here().flatMap(({ member, colour, what }) =>
      what.kind === 'trail' ? [{ who: member, colour, at: what }] : [],
    )
    const mine = tools.trail === undefined ? [] : [{ who: '', colour: accent(), at: tools.trail }]
    for (const { who, colour, at } of [...pointing, ...mine]) {
      const trail = trails.get(who) ?? { colour, places: [] }
      const last = trail.places.at(-1)?.at
      if (last?.x !== at.x || last.y !== at.y) trail.places.push({ at, ms: nowMs })
      trails.set(who, trail)
    }
    for (const [who, trail] of trails) {
      trail.places = trail.places.filter(({ ms }) => nowMs - ms < trailMs)
      if (trail.places.length === 0) trails.delete(who)
    }
    const isOver = (ripple: { sinceMs: number }) => nowMs - ripple.sinceMs > rippleMs
    ripples.splice(0, ripples.length, ...ripples.filter((ripple) => !isOver(ripple)))
  }

  function ripple(scene: string, at: Point, name: string, colour: string): void {
    ripples.push({ scene, at, name, colour, sinceMs: options.clockMs() })
    schedule(false)
  }

  /** Also who looks at another scene is shown the place; its map comes with the next frame. */
  async function comeAlong({ scene, x, y }: Point & { readonly scene: string }): Promise<void> {
    if (scene !== tools.model.scene?.id) {
      await tools.model.openScene(scene).catch(() => undefined)
      await new Promise<void>((resolve) => options.requestFrame(() => resolve()))
    }
    if (!isStopped && scene === tools.model.scene?.id) options.lookAt({ x, y })
  }

  tools.onChange = () => schedule(true)
  tools.onOwnPing = (at) => ripple(tools.model.scene?.id ?? '', at, '', accent())
  const ends = [
    tools.model.on('drawings', () => schedule(true)),
    tools.model.on('scene', () => schedule(true)),
    tools.model.on('shown', () => schedule(true)),
    tools.model.onPing((ping) => {
      ripple(ping.scene, ping, ping.name, ping.colour)
      if (ping.focus) void comeAlong(ping)
    }),
  ]

  return {
    /** The map is shown otherwise now. */
    frame(next: Camera, viewport: Viewport, ratio: number): void {
      // Tokens that walk over what was drawn change nothing of it.
      isKeptDirty ||= next !== camera || ratio !== pixelRatio
      camera = next
      pixelRatio = ratio
      tools.camera = next
      tools.viewport = viewport
      const width = Math.max(Math.round(viewport.width * ratio), 1)
      const height = Math.max(Math.round(viewport.height * ratio), 1)
      for (const canvas of Object.values(canvases)) {
        if (canvas.width === width && canvas.height === height) continue
        Object.assign(canvas, { width, height })
        isKeptDirty = true
      }
      // In the same frame as the map, so that nothing swims.
      if (isKeptDirty) drawKept()
      isKeptDirty = false
      if (drawLive()) schedule(false)
    },

    changed: () => schedule(true),

    stop(): void {
      isStopped = true
      tools.onChange = () => {}
      tools.onOwnPing = () => {}
      ends.forEach((end) => end())
    },
  }
}

const rippleMs = 2400
const trailMs = 900

/** An empty canvas is taken out of the page's layers: it would cost as much as a full one. */
function wipe(context: CanvasRenderingContext2D, isUsed: boolean): void {
  const { canvas } = context
  const display = isUsed ? '' : 'none'
  if (canvas.style.display !== display) canvas.style.display = display
  if (isUsed) context.clearRect(0, 0, canvas.width, canvas.height)
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This browser cannot draw on a canvas.')
  return context
}
