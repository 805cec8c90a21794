import type { Camera, Point, Rectangle, Viewport } from './camera.ts'
import { sceneArea } from './grid.ts'
import type { MapFog, MapLight, MapPicture, MapScene } from './model.ts'
import { createFogPainter } from './paint/fog.ts'
import { paintGridLines } from './paint/grid-lines.ts'
import { paintOverlay, type Overlay } from './paint/overlay.ts'
import type { Marked, Picture } from './paint/picture.ts'
import { createSceneTiles, type SceneTiles } from './paint/scene-tiles.ts'
import { createSprites, type Sprites } from './paint/sprites.ts'
import { paintTokens } from './paint/tokens.ts'
import type { Palette } from './palette.ts'
import { shapesToPaint } from './shapes-to-paint.ts'
import type { TrackedTokens } from './tracked-tokens.ts'
import { createWakes } from './wakes.ts'

/** All that decides what is seen, apart from scene, tokens and theme. */
export interface View {
  readonly camera: Camera
  readonly viewport: Viewport
  readonly pixelRatio: number
  readonly marked: Marked
  readonly drag: Overlay['drag']
  readonly box: Rectangle | undefined
  readonly aim: Overlay['aim']
}

/** The canvases of the map, painted again when something changed and never otherwise. */
export interface Stage {
  readonly view: View
  readonly scene: MapScene
  change(changes: Partial<View>): void
  setScene(scene: MapScene): void
  setPicture(picture: MapPicture | undefined): void
  setFog(fog: MapFog | undefined): void
  setLight(light: MapLight | undefined): void
  setPalette(palette: Palette): void
  /** The tracked tokens or pointers have changed. */
  tokensChanged(): void
  pointersChanged(): void
  stop(): void
}

/** What the stage needs of the browser. */
export interface StageOptions {
  readonly canvases: {
    readonly ground: HTMLCanvasElement
    readonly fog: HTMLCanvasElement
    readonly tokens: HTMLCanvasElement
    readonly overlay: HTMLCanvasElement
  }
  readonly palette: Palette
  readonly tracked: TrackedTokens
  readonly pictureOf: (art: string) => ImageBitmap | undefined
  readonly requestFrame: (draw: (nowMs: number) => void) => number
  readonly cancelFrame: (frame: number) => void
  readonly clockMs: () => number
  readonly isStill: () => boolean
  readonly later: (delayMs: number, run: () => void) => void
  /** After each frame, with the camera it was drawn with. */
  readonly onFrame: (view: View) => void
  /** Once tokens and ground stand still; what is slower than drawing may follow now. */
  readonly onCalm: () => void
}

/** Painting scene pieces may take this much of a frame; what is left comes in the next. */
const PAINT_BUDGET_MS = 8
const CALM_FRAMES = 5

/** A stage that shows an empty scene until it is told of one. */
export function createStage(options: StageOptions): Stage {
  const { tracked } = options
  const contexts = {
    ground: contextOf(options.canvases.ground, false),
    fog: contextOf(options.canvases.fog, true),
    tokens: contextOf(options.canvases.tokens, true),
    overlay: contextOf(options.canvases.overlay, true),
  }
  const dirty = { ground: true, fog: true, tokens: true, overlay: true }
  let palette = options.palette
  let sprites: Sprites = createSprites(palette, options.pictureOf)
  let scene: MapScene = emptyScene
  let picture: MapPicture | undefined
  let leaveParts: (() => void) | undefined
  let tiles: SceneTiles = createSceneTiles([], sceneArea(scene), palette)
  let painted = ''
  const fog = createFogPainter()
  let fogged: MapFog | undefined
  let view: View = emptyView
  let frame: number | undefined
  let calmFramesLeft = 0
  let isCalm = true
  /** Whether something floats over the tokens; an empty overlay need not follow them. */
  let hasOverlay = false
  const wakes = createWakes({
    later: options.later,
    wake() {
      dirty.overlay = true
      schedule()
    },
  })

  function schedule(): void {
    calmFramesLeft = CALM_FRAMES
    isCalm = false
    frame ??= options.requestFrame(draw)
  }

  function draw(nowMs: number): void {
    frame = undefined
    const { isMoving, floats } = tracked.step(nowMs)
    if (isMoving) dirty.tokens = true
    const areRising = floats.length > 0 && !options.isStill()
    if (areRising || (isMoving && hasOverlay)) dirty.overlay = true
    let isSharp = true
    if (dirty.ground) isSharp = drawGround()
    if (dirty.fog) drawFog()
    sprites.beginFrame()
    if (dirty.tokens) drawTokens()
    if (dirty.overlay) drawOverlay(floats, nowMs)
    const hadChange = dirty.ground || dirty.fog || dirty.tokens || dirty.overlay
    // A float that just ended must be wiped away by one more frame.
    Object.assign(dirty, {
      ground: !isSharp,
      fog: false,
      tokens: sprites.leftOut,
      overlay: areRising,
    })
    if (hadChange) options.onFrame(view)
    const isBusy = isMoving || dirty.ground || dirty.tokens
    calmFramesLeft = isBusy ? CALM_FRAMES : Math.max(calmFramesLeft - 1, 0)
    const isFirstCalm = calmFramesLeft === 0 && !isCalm
    isCalm = calmFramesLeft === 0
    // Damage goes on rising over a map that is calm.
    if (!isCalm || dirty.overlay) frame = options.requestFrame(draw)
    if (isFirstCalm) options.onCalm()
  }

  function drawGround(): boolean {
    const context = contexts.ground
    const { camera, viewport, pixelRatio } = view
    const startedAtMs = options.clockMs()
    const isLate = () => options.clockMs() - startedAtMs > PAINT_BUDGET_MS
    context.fillStyle = palette.colours['map-void']
    context.fillRect(0, 0, context.canvas.width, context.canvas.height)
    const isSharp = tiles.draw(context, camera, viewport, pixelRatio, isLate)
    const area = sceneArea(scene)
    paintGridLines(
      { context, camera, viewport, pixelRatio, colour: palette.colours['map-grid'] },
      scene.grid,
      area,
    )
    return isSharp
  }

  function drawFog(): void {
    const { style } = options.canvases.fog
    // An empty canvas is taken out of the page's layers: it would cost as much as a full one.
    const display = fog.isUsed ? '' : 'none'
    if (style.display !== display) style.display = display
    if (!fog.isUsed) return
    const { 'map-void': unseen, 'map-night': night } = palette.colours
    fog.paint(contexts.fog, view, sceneArea(scene), { unseen, night })
  }

  function takeFog(): void {
    fog.set(fogged, sceneArea(scene), palette.colours['map-void'])
    dirty.fog = true
    schedule()
  }

  function drawTokens(): void {
    const context = contexts.tokens
    context.clearRect(0, 0, context.canvas.width, context.canvas.height)
    paintTokens(pictureOn(context), tracked.tokens)
  }

  function drawOverlay(floats: ReturnType<TrackedTokens['step']>['floats'], nowMs: number): void {
    const context = contexts.overlay
    context.clearRect(0, 0, context.canvas.width, context.canvas.height)
    const { trails, endsMs } = tracked.trails(nowMs)
    const isNamed = floats.length > 0 || trails.length > 0
    const tokensById = new Map(isNamed ? tracked.tokens.map((t) => [t.id, t]) : [])
    const { drag, box, aim } = view
    const overlay: Overlay = {
      drag,
      box,
      aim,
      trails: trails.map(({ token, route }) => {
        const colour = tokensById.get(token)?.player ?? palette.colours['token-ring']
        return { route, colour }
      }),
      cursors: tracked.cursors,
      held: tracked.held,
      floats: floats.flatMap((float) => {
        const on = tokensById.get(float.token)
        return on === undefined ? [] : [{ ...float, on }]
      }),
    }
    const { cursors, held } = overlay
    hasOverlay =
      [drag, box, aim].some((part) => part !== undefined) ||
      [cursors, held, floats, trails].some((part) => part.length > 0)
    paintOverlay(pictureOn(context), overlay)
    if (endsMs !== undefined) wakes.at(endsMs, nowMs)
    if (options.isStill()) for (const float of floats) wakes.at(float.endsMs, nowMs)
  }

  function pictureOn(context: CanvasRenderingContext2D): Picture {
    const { camera, viewport, pixelRatio, marked } = view
    return {
      context,
      camera,
      viewport,
      pixelRatio,
      cellFeet: scene.cellFeet,
      marked,
      palette,
      sprites,
      isStill: options.isStill(),
      leaving: tracked.dragged,
      shownAt: tracked.shownAt,
    }
  }

  function resize(): void {
    const { viewport, pixelRatio } = view
    const width = Math.max(Math.round(viewport.width * pixelRatio), 1)
    const height = Math.max(Math.round(viewport.height * pixelRatio), 1)
    for (const { canvas } of Object.values(contexts)) {
      if (canvas.width !== width) canvas.width = width
      if (canvas.height !== height) canvas.height = height
    }
  }

  /** Pieces that are painted stay while what they show stays. */
  function paintAnew(isSure: boolean): void {
    const shapes = shapesToPaint(scene, picture !== undefined)
    const paints = JSON.stringify([scene.columns, scene.rows, shapes])
    if (paints === painted && !isSure) return
    painted = paints
    tiles = createSceneTiles(shapes, sceneArea(scene), palette, picture)
  }

  function repaintAll(): void {
    Object.assign(dirty, { ground: true, fog: true, tokens: true, overlay: true })
    schedule()
  }

  return {
    get view() {
      return view
    },

    get scene() {
      return scene
    },

    change(changes) {
      view = { ...view, ...changes }
      if ('viewport' in changes || 'pixelRatio' in changes) resize()
      if ('camera' in changes || 'viewport' in changes) return repaintAll()
      if ('marked' in changes || 'drag' in changes) dirty.tokens = true
      dirty.overlay = true
      schedule()
    },

    setScene(next) {
      scene = next
      paintAnew(false)
      repaintAll()
    },

    setPicture(next) {
      if (picture === next) return
      picture = next
      leaveParts?.()
      leaveParts = next?.parts?.onPart(() => {
        tiles.partCame()
        dirty.ground = true
        schedule()
      })
      paintAnew(true)
      repaintAll()
    },

    setFog(next) {
      fogged = next
      takeFog()
    },

    setLight(next) {
      fog.setLight(next)
      dirty.fog = true
      schedule()
    },

    setPalette(next) {
      palette = next
      sprites = createSprites(palette, options.pictureOf)
      paintAnew(true)
      takeFog()
      repaintAll()
    },

    tokensChanged() {
      dirty.tokens = true
      dirty.overlay = true
      schedule()
    },

    pointersChanged() {
      dirty.overlay = true
      if (tracked.held.length > 0) dirty.tokens = true
      schedule()
    },

    stop() {
      if (frame !== undefined) options.cancelFrame(frame)
      frame = undefined
      leaveParts?.()
    },
  }
}

const emptyScene: MapScene = {
  id: '',
  columns: 1,
  rows: 1,
  cellFeet: 5,
  shapes: [],
  grid: 'square',
  walls: [],
  doors: [],
}
const origin: Point = { x: 0, y: 0 }

const emptyView: View = {
  camera: { ...origin, zoom: 50 },
  viewport: { width: 1, height: 1, insets: { top: 0, right: 0, bottom: 0, left: 0 } },
  pixelRatio: 1,
  marked: { selected: new Set(), hovered: undefined, focused: undefined },
  drag: undefined,
  box: undefined,
  aim: undefined,
}

function contextOf(canvas: HTMLCanvasElement, alpha: boolean): CanvasRenderingContext2D {
  const context = canvas.getContext('2d', { alpha })
  if (context === null) throw new Error('This browser cannot draw on a canvas.')
  return context
}
