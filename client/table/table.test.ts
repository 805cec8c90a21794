import { describe, expect, test } from 'vitest'
import { mapToScreen } from './camera.ts'
import type { Point } from './camera.ts'
import type { Looked, MapScene, MapToken, Picked, Targeting, TokenMove } from './model.ts'
import type { Stage, View } from './stage.ts'
import { createTable } from './table.ts'
import { createTrackedTokens } from './tracked-tokens.ts'

describe('what is done to the map', () => {
  test('a drop snaps to the cell, is written once, and ends the drag for others', () => {
    const { table, moves, drags } = setup()
    const taken = table.take('wolf')
    table.drag(taken, { x: 2.3, y: 0.6 }, false)
    table.drag(taken, { x: 2.4, y: 0.7 }, false)
    table.drop()
    expect(moves).toEqual([[{ id: 'wolf', x: 3, y: 2 }]])
    expect(drags.map((drag) => drag.length)).toEqual([1, 1, 0])
  })

  test('a free drop lands where the hand is, and never outside the scene', () => {
    const { table, moves } = setup()
    table.drag(table.take('wolf'), { x: 0.25, y: -9 }, true)
    table.drop()
    expect(moves).toEqual([[{ id: 'wolf', x: 1.25, y: 0 }]])
  })

  test('the way is shown by its waypoints to where it would land, and no longer after the drop', () => {
    const { table, ways } = setup()
    const taken = table.take('wolf')
    table.drag(taken, { x: 2.9, y: 0.2 }, false)
    table.waypoint()
    table.waypoint()
    table.drag(taken, { x: 3.1, y: 2.2 }, false)
    expect(ways.at(-1)).toEqual([
      { x: 1.5, y: 1.5 },
      { x: 4.5, y: 1.5 },
      { x: 4.5, y: 3.5 },
    ])
    table.drop()
    expect(ways.at(-1)).toEqual([])
  })

  test('a drag back to where it began, or let go, writes nothing', () => {
    const { table, moves } = setup()
    table.drag(table.take('wolf'), { x: 0.2, y: 0 }, false)
    table.drop()
    table.drag(table.take('wolf'), { x: 5, y: 0 }, false)
    table.letGo()
    expect(moves).toEqual([])
  })

  test('who is added by keyboard joins what is selected, and leaves it again', () => {
    const { table, selected } = setup({ selected: ['wolf'] })
    table.add('ogre')
    expect(selected()).toEqual(['wolf', 'ogre'])
    table.add('wolf')
    expect(selected()).toEqual(['ogre'])
  })

  test('fine steps go by tenths of a cell, and ten of them are one cell exactly', () => {
    const { table, moves } = setup()
    table.obey({ type: 'step', dx: 1, dy: 0, isFine: true }, 'wolf')
    expect(moves).toEqual([[{ id: 'wolf', x: 1.1, y: 1 }]])
  })

  test('several are dragged together, without those that may not be moved', () => {
    const { table, moves } = setup({ selected: ['wolf', 'ogre', 'statue'] })
    table.drag(table.take('ogre'), { x: 1, y: 1 }, false)
    table.drop()
    expect(moves).toEqual([
      [
        { id: 'ogre', x: 6, y: 6 },
        { id: 'wolf', x: 2, y: 2 },
      ],
    ])
    expect(table.take('statue')).toEqual([])
  })

  test('arrows move the focused token by one cell, to the edge and no further', () => {
    const { table, moves, selected } = setup()
    table.obey({ type: 'step', dx: -1, dy: 0 }, 'wolf')
    table.obey({ type: 'step', dx: 0, dy: -1 }, 'statue')
    expect(moves).toEqual([[{ id: 'wolf', x: 0, y: 1 }]])
    expect(selected()).toEqual(['statue'])
  })

  test('a click selects and opens the wheel; while aiming it picks instead', () => {
    const clicked = setup()
    clicked.table.click('wolf', { x: 0, y: 0 }, false)
    expect([clicked.selected(), clicked.opened]).toEqual([['wolf'], ['wolf']])

    const aimed = setup({ targeting: { pick: 'token', prompt: 'Whom?' } })
    aimed.table.click('wolf', { x: 0, y: 0 }, false)
    aimed.table.click(undefined, { x: 0, y: 0 }, false)
    expect(aimed.picked).toEqual([{ type: 'token', id: 'wolf' }])
    expect([aimed.selected(), aimed.opened]).toEqual([[], []])
  })

  test('picking a cell answers the whole cell under the pointer, by key the token’s', () => {
    const { table, picked } = setup({ targeting: { pick: 'cell', prompt: 'Where?', size: 1 } })
    table.click(undefined, { x: 330, y: 120 }, false)
    table.activate('ogre')
    expect(picked).toEqual([
      { type: 'cell', x: 6, y: 2 },
      { type: 'cell', x: 5, y: 5 },
    ])
  })

  test('Escape first ends the aiming, then the selection, then is left to others', () => {
    const aimed = setup({ targeting: { pick: 'token', prompt: 'Whom?' }, selected: ['wolf'] })
    expect(aimed.table.obey({ type: 'clear' }, undefined)).toBe(true)
    expect(aimed.cancelled()).toBe(1)
    const chosen = setup({ selected: ['wolf'] })
    expect(chosen.table.obey({ type: 'clear' }, undefined)).toBe(true)
    expect(chosen.selected()).toEqual([])
    expect(chosen.table.obey({ type: 'clear' }, undefined)).toBe(false)
  })
})

describe('where the map is looked at', () => {
  test('a target picked by keys comes into sight, with the line to it; all can be reached', () => {
    const { table, view } = setup({ targeting: { pick: 'token', prompt: 'Whom?', from: 'wolf' } })
    table.zoom(4)
    expect(table.tokensInSight(10).map(({ id }) => id)).toEqual(['ogre', 'wolf', 'statue'])

    table.focus('statue')
    expect(mapToScreen(view().camera, { x: 8.5, y: 8.5 })).toEqual({ x: 250, y: 250 })
    expect(view().aim).toMatchObject({ to: { x: 8.5, y: 8.5 }, target: { id: 'statue' } })
    table.focus(undefined)
    expect(view().aim).toBeUndefined()
  })

  test('a token in sight moves nothing when the keyboard comes to it', () => {
    const { table, view } = setup()
    const { camera } = view()
    table.focus('ogre')
    expect(view().camera).toEqual(camera)
  })

  test('a scene is shown where it was looked at before, and every look elsewhere is told', () => {
    const { table, view, looked } = setup({ lookedAt: { x: 3, y: 4, zoom: 100 } })
    table.begin()
    expect(mapToScreen(view().camera, { x: 3, y: 4 })).toEqual({ x: 250, y: 250 })
    expect(looked).toEqual([])
    table.zoom(2)
    expect(looked).toEqual([{ x: 3, y: 4, zoom: 200 }])
  })
})

interface Situation {
  readonly selected?: readonly string[]
  readonly targeting?: Targeting
  readonly lookedAt?: Looked
}

/** A scene of 10 × 10 cells, 50 pixels each, with a wolf, an ogre, and a statue that stays. */
function setup(situation: Situation = {}) {
  const tokens = [at('wolf', 1, 1, 1), at('ogre', 5, 5, 2), at('statue', 8, 8, 1)]
  const scene: MapScene = {
    id: 'cellar',
    columns: 10,
    rows: 10,
    cellFeet: 5,
    shapes: [],
    grid: 'square',
    walls: [],
    doors: [],
  }
  const tracked = createTrackedTokens(() => true)
  tracked.setTokens(tokens, true)
  const { stage, view } = createStillStage(scene)
  const moves: (readonly TokenMove[])[] = []
  const drags: (readonly TokenMove[])[] = []
  const picked: Picked[] = []
  const opened: string[] = []
  const ways: (readonly Point[])[] = []
  const looked: Looked[] = []
  let selected: readonly string[] = situation.selected ?? []
  let cancelled = 0
  const table = createTable({
    stage,
    tracked,
    model: () => ({
      scene,
      tokens,
      presence: [],
      picture: undefined,
      fog: undefined,
      light: undefined,
      turn: undefined,
      doors: [],
      toggleDoor: () => undefined,
      pictureOf: () => undefined,
      onPicture: () => () => undefined,
      token: (id) => tokens.find((token) => token.id === id),
      onTokens: () => () => undefined,
      onPresence: () => () => undefined,
      moveTokens: (list) => moves.push(list),
      dragTokens: (list) => drags.push(list),
      pointAt: () => undefined,
    }),
    selected: () => selected,
    targeting: () => situation.targeting,
    canMove: (token) => token.id !== 'statue',
    carry: (route) => ways.push(route),
    onSelect: (ids) => (selected = ids),
    onPick: (one) => picked.push(one),
    onCancel: () => (cancelled += 1),
    onActivate: (token) => token !== undefined && opened.push(token),
    onHover: () => undefined,
    recall: () => situation.lookedAt,
    onLook: (_, at) => looked.push(at),
  })
  return {
    table,
    moves,
    drags,
    picked,
    opened,
    looked,
    ways,
    view,
    selected: () => selected,
    cancelled: () => cancelled,
  }
}

/** A stage that keeps its view and draws nothing. */
function createStillStage(scene: Stage['scene']) {
  let view: View = {
    camera: { x: 0, y: 0, zoom: 50 },
    viewport: { width: 500, height: 500, insets: { top: 0, right: 0, bottom: 0, left: 0 } },
    pixelRatio: 1,
    marked: { selected: new Set(), hovered: undefined, focused: undefined },
    drag: undefined,
    box: undefined,
    aim: undefined,
  }
  const stage: Stage = {
    get view() {
      return view
    },
    scene,
    change: (changes) => (view = { ...view, ...changes }),
    setScene: () => undefined,
    setPicture: () => undefined,
    setLight: () => undefined,
    setFog: () => undefined,
    setPalette: () => undefined,
    tokensChanged: () => undefined,
    pointersChanged: () => undefined,
    stop: () => undefined,
  }
  return { stage, view: () => view }
}

function at(id: string, x: number, y: number, size: number): MapToken {
  return { id, name: id, x, y, size, art: id, hidden: false, conditions: [], defeated: false }
}
