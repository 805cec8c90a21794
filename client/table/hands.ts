import {
  pan,
  pinch,
  screenToMap,
  zoomAt,
  type Camera,
  type Point,
  type Rectangle,
} from './camera.ts'
import { rectangleBetween } from './hit-test.ts'

/** A pointer on the map; `at` in CSS pixels of the map's own corner. */
export interface HandEvent {
  readonly pointer: number
  readonly kind: 'mouse' | 'touch' | 'pen'
  readonly at: Point
  readonly button: number
  readonly shift: boolean
  readonly alt: boolean
}

/** Svelte's own wheel listeners are passive and could not keep the page from zooming. */
export function wheelListener(onturn: (event: WheelEvent) => void) {
  return (element: HTMLElement) => {
    element.addEventListener('wheel', onturn, { passive: false })
    return () => element.removeEventListener('wheel', onturn)
  }
}

/** What hands may do to the map. */
export interface HandsHost {
  readonly camera: Camera
  /** While something is to be picked, a press never drags a token. */
  readonly isAiming: boolean
  look(camera: Camera): void
  tokenUnder(screen: Point, isFinger: boolean): string | undefined
  /** What goes along when that token is dragged; empty when it may not be moved. */
  take(token: string): readonly string[]
  drag(tokens: readonly string[], by: Point, isFree: boolean): void
  /** The way of what is dragged goes by here. */
  waypoint(): void
  drop(): void
  letGo(): void
  click(token: string | undefined, screen: Point, isAdding: boolean): void
  box(area: Rectangle | undefined): void
  pickBox(area: Rectangle, isAdding: boolean): void
  hover(screen: Point | undefined): void
}

/** A tool in the hand; places are in cells. */
export interface ToolInHand {
  /** Drags on the floor draw a box, and clicks add. */
  readonly isBoxing: boolean
  /** Takes a press; false leaves it to the map. */
  press(at: Point, camera: Camera, isFinger: boolean, isToken: boolean): boolean
  /** `isFree`: nothing snaps. */
  move(at: Point, isFree: boolean): void
  release(at: Point, wasDrag: boolean): void
  /** A click on the bare floor. */
  pickAt(at: Point): void
  cancel(): void
}

type Gesture =
  | { readonly doing: 'nothing' }
  | {
      readonly doing: 'pressing'
      readonly event: HandEvent
      readonly token: string | undefined
      readonly wantsPan: boolean
    }
  | { readonly doing: 'panning'; readonly pointer: number; readonly at: Point }
  | {
      readonly doing: 'boxing'
      readonly pointer: number
      readonly corner: Point
      readonly isAdding: boolean
    }
  | {
      readonly doing: 'dragging'
      readonly pointer: number
      readonly grip: Point
      readonly tokens: readonly string[]
    }
  | { readonly doing: 'tooling'; readonly event: HandEvent; readonly wasDrag: boolean }
  | { readonly doing: 'pinching' }

/** A hand trembles: less than this many CSS pixels is still a click. */
const SLACK_PIXELS = { mouse: 4, pen: 6, touch: 9 } as const

/** Turns presses, moves and releases into what they mean. */
export function createHands(host: HandsHost, tool?: ToolInHand) {
  const fingersByPointer = new Map<number, Point>()
  let gesture: Gesture = { doing: 'nothing' }
  let isSpaceHeld = false
  /** A second finger during a drag: a tap of it sets a waypoint, a move of it pinches. */
  let aside: HandEvent | undefined

  function endGesture(): void {
    if (gesture.doing === 'dragging') host.letGo()
    if (gesture.doing === 'boxing') host.box(undefined)
    if (gesture.doing === 'tooling') tool?.cancel()
    gesture = { doing: 'nothing' }
    aside = undefined
  }

  function beginMove(event: HandEvent, press: Gesture & { doing: 'pressing' }): Gesture {
    const { pointer } = event
    const start = press.event
    if (press.wantsPan || host.isAiming) return { doing: 'panning', pointer, at: start.at }
    if (press.token !== undefined) {
      const tokens = host.take(press.token)
      const grip = screenToMap(host.camera, start.at)
      if (tokens.length > 0) return { doing: 'dragging', pointer, grip, tokens }
    } else if (start.shift || tool?.isBoxing === true) {
      const corner = screenToMap(host.camera, start.at)
      return { doing: 'boxing', pointer, corner, isAdding: true }
    }
    return { doing: 'panning', pointer, at: start.at }
  }

  function moveTool(event: HandEvent, held: Gesture & { doing: 'tooling' }): void {
    const { at, pointer } = held.event
    if (event.pointer !== pointer) return
    const away = Math.hypot(event.at.x - at.x, event.at.y - at.y)
    if (!held.wasDrag && away < SLACK_PIXELS[event.kind]) return
    gesture = { ...held, wasDrag: true }
    tool?.move(screenToMap(host.camera, event.at), event.alt)
    host.hover(event.at)
  }

  function movePinch(event: HandEvent): void {
    const before = [...fingersByPointer.values()]
    fingersByPointer.set(event.pointer, event.at)
    const after = [...fingersByPointer.values()]
    const [a, b] = before
    const [c, d] = after
    if (a && b && c && d) host.look(pinch(host.camera, [a, b], [c, d]))
  }

  return {
    /** Whether a press is under way. */
    get isBusy() {
      return gesture.doing !== 'nothing'
    },

    /** A key in the middle of a drag; false when nothing is dragged. */
    waypoint(): boolean {
      if (gesture.doing !== 'dragging') return false
      host.waypoint()
      return true
    },

    holdSpace(isHeld: boolean): void {
      isSpaceHeld = isHeld
    },

    down(event: HandEvent): void {
      if (gesture.doing === 'dragging') {
        if (event.pointer === gesture.pointer) return
        if (event.kind !== 'touch') return host.waypoint()
        fingersByPointer.set(event.pointer, event.at)
        aside = event
        return
      }
      if (event.kind === 'touch') fingersByPointer.set(event.pointer, event.at)
      if (fingersByPointer.size === 2) {
        endGesture()
        gesture = { doing: 'pinching' }
        return
      }
      if (gesture.doing !== 'nothing') return
      const wantsPan = isSpaceHeld || event.button === 1
      const token = host.tokenUnder(event.at, event.kind === 'touch')
      const at = screenToMap(host.camera, event.at)
      const isOurs = !wantsPan && !host.isAiming
      if (isOurs && tool?.press(at, host.camera, event.kind === 'touch', token !== undefined)) {
        gesture = { doing: 'tooling', event, wasDrag: false }
        return
      }
      gesture = { doing: 'pressing', event, token, wantsPan }
    },

    move(event: HandEvent): void {
      if (gesture.doing === 'pinching') return movePinch(event)
      if (aside?.pointer === event.pointer) {
        const away = Math.hypot(event.at.x - aside.at.x, event.at.y - aside.at.y)
        if (away < SLACK_PIXELS.touch) return
        endGesture()
        gesture = { doing: 'pinching' }
        return movePinch(event)
      }
      if (event.kind === 'touch') fingersByPointer.set(event.pointer, event.at)
      if (gesture.doing === 'nothing') {
        tool?.move(screenToMap(host.camera, event.at), event.alt)
        return host.hover(event.at)
      }
      if (gesture.doing === 'tooling') return moveTool(event, gesture)
      if (gesture.doing === 'pressing') {
        const { at } = gesture.event
        const away = Math.hypot(event.at.x - at.x, event.at.y - at.y)
        if (event.pointer !== gesture.event.pointer || away < SLACK_PIXELS[event.kind]) return
        gesture = beginMove(event, gesture)
      }
      if (
        gesture.doing !== 'panning' &&
        gesture.doing !== 'boxing' &&
        gesture.doing !== 'dragging'
      ) {
        return
      }
      if (event.pointer !== gesture.pointer) return
      const onMap = screenToMap(host.camera, event.at)
      switch (gesture.doing) {
        case 'panning':
          host.look(pan(host.camera, event.at.x - gesture.at.x, event.at.y - gesture.at.y))
          gesture = { ...gesture, at: event.at }
          return
        case 'boxing':
          return host.box(rectangleBetween(gesture.corner, onMap))
        case 'dragging': {
          const by = { x: onMap.x - gesture.grip.x, y: onMap.y - gesture.grip.y }
          host.hover(event.at)
          return host.drag(gesture.tokens, by, event.alt)
        }
        default:
          gesture satisfies never
      }
    },

    up(event: HandEvent): void {
      fingersByPointer.delete(event.pointer)
      if (aside?.pointer === event.pointer) {
        aside = undefined
        return host.waypoint()
      }
      const ended = gesture
      if (ended.doing === 'pinching') {
        if (fingersByPointer.size === 0) gesture = { doing: 'nothing' }
        return
      }
      if (ended.doing === 'nothing') return
      const pointer =
        ended.doing === 'pressing' || ended.doing === 'tooling'
          ? ended.event.pointer
          : ended.pointer
      if (event.pointer !== pointer) return
      gesture = { doing: 'nothing' }
      switch (ended.doing) {
        case 'pressing':
          if (ended.wantsPan) return
          if (ended.token === undefined && !host.isAiming) {
            tool?.pickAt(screenToMap(host.camera, event.at))
          }
          return host.click(ended.token, event.at, ended.event.shift || tool?.isBoxing === true)
        case 'tooling':
          return tool?.release(screenToMap(host.camera, event.at), ended.wasDrag)
        case 'panning':
          return
        case 'boxing':
          host.box(undefined)
          host.pickBox(
            rectangleBetween(ended.corner, screenToMap(host.camera, event.at)),
            ended.isAdding,
          )
          return
        case 'dragging':
          aside = undefined
          return host.drop()
        default:
          ended satisfies never
      }
    },

    /** The gesture is undone: Escape, or the browser took the pointer away. */
    cancel(pointer?: number): void {
      if (pointer === undefined) fingersByPointer.clear()
      else fingersByPointer.delete(pointer)
      endGesture()
    },

    /** A turn of the wheel; a sideways one pans. */
    wheel(at: Point, deltaX: number, deltaY: number, isPinch: boolean): void {
      if (!isPinch && Math.abs(deltaX) > Math.abs(deltaY)) {
        return host.look(pan(host.camera, -deltaX, 0))
      }
      const factor = Math.exp(-deltaY * (isPinch ? 0.011 : 0.0016))
      host.look(zoomAt(host.camera, at, Math.min(Math.max(factor, 0.5), 2)))
    },
  }
}
