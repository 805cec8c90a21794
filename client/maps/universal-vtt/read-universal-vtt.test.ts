import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MapPlan } from '../map-plan.ts'
import { base64Of, pngBytes, textBytes } from '../testing/images.ts'
import { readUniversalVtt } from './read-universal-vtt.ts'

const file = {
  format: 0.3,
  resolution: { map_origin: { x: 2, y: 1 }, map_size: { x: 10, y: 8 }, pixels_per_grid: 50 },
  line_of_sight: [
    [
      { x: 3, y: 2 },
      { x: 7, y: 2 },
      { x: 7, y: 5 },
    ],
  ],
  objects_line_of_sight: [
    [
      { x: 4, y: 4 },
      { x: 5, y: 4 },
    ],
  ],
  portals: [
    {
      bounds: [
        { x: 7, y: 5 },
        { x: 7, y: 6 },
      ],
      closed: true,
      freestanding: false,
    },
    {
      bounds: [
        { x: 9, y: 5 },
        { x: 9, y: 6 },
      ],
      closed: false,
      freestanding: true,
    },
  ],
  lights: [
    { position: { x: 4, y: 3 }, range: 6, intensity: 0.5, color: 'ffeccd8b', shadows: true },
  ],
  environment: { baked_lighting: true, ambient_light: 'ff333333' },
  image: base64Of(pngBytes(500, 400)),
}

function read(parts: object): { plan: MapPlan; notes: string } {
  const result = readUniversalVtt(textBytes(JSON.stringify(parts)))
  if (result.type === 'refused') throw new Error(result.because)
  return { plan: result.plan, notes: result.notes.join('\n') }
}

function refusal(content: string): string {
  const result = readUniversalVtt(textBytes(content))
  return result.type === 'refused' ? result.because : 'it was read'
}

describe('a Universal VTT file', () => {
  test('becomes a plan in cells from the corner of the map', () => {
    const { plan, notes } = read(file)
    expect(notes).toBe('')
    expect(plan.grid).toEqual({ kind: 'square', pixelsPerCell: 50 })
    expect(plan.size).toEqual({ columns: 10, rows: 8 })
    expect(plan.walls).toEqual([
      { kind: 'wall', from: { x: 1, y: 1 }, to: { x: 5, y: 1 } },
      { kind: 'wall', from: { x: 5, y: 1 }, to: { x: 5, y: 4 } },
      { kind: 'terrain', from: { x: 2, y: 3 }, to: { x: 3, y: 3 } },
    ])
    expect(plan.doors).toEqual([
      { from: { x: 5, y: 4 }, to: { x: 5, y: 5 }, isOpen: false, isFreestanding: false },
      { from: { x: 7, y: 4 }, to: { x: 7, y: 5 }, isOpen: true, isFreestanding: true },
    ])
    expect(plan.lights).toEqual([
      {
        place: { x: 2, y: 2 },
        brightCells: 3,
        dimCells: 6,
        intensity: 0.5,
        colour: '#eccd8b',
        hasShadows: true,
      },
    ])
    expect(plan.environment).toEqual({ ambient: 'dark', colour: '#333333', isLightPainted: true })
    expect(plan.image).toMatchObject({ mime: 'image/png', widthPixels: 500, heightPixels: 400 })
    expect(plan.image?.bytes).toEqual(pngBytes(500, 400))
  })

  test.each([
    [undefined, 'The file holds no picture.'],
    ['', 'The file holds no picture.'],
    [
      'maps/crypt level 2.webp',
      'The picture is not in the file but elsewhere (crypt level 2.webp).',
    ],
    ['https://example.org/a/crypt.jpg', 'elsewhere (crypt.jpg)'],
    ['%%%', 'The picture is damaged'],
    [base64Of(textBytes('GIF89a')), 'This is a GIF file.'],
    [base64Of(pngBytes(20_000, 20_000)), 'This image has 400 megapixels'],
    [7, 'The picture could not be read'],
  ])('without a picture of its own (%s) keeps its walls and says so', (image, said) => {
    const { plan, notes } = read({ ...file, image })
    expect(plan.image).toBeUndefined()
    expect(plan.walls.length).toBe(3)
    expect(plan.grid.pixelsPerCell).toBe(50)
    expect(notes).toContain(said)
    expect(notes).toMatch(/Walls, doors and lights were kept/)
  })

  test('takes a picture as a data URL too', () => {
    const image = `data:image/png;base64,${base64Of(pngBytes(500, 400))}`
    expect(read({ ...file, image }).plan.image?.widthPixels).toBe(500)
  })

  test('loses only its broken entries, each named', () => {
    const { plan, notes } = read({
      ...file,
      line_of_sight: [
        [
          { x: 3, y: 2 },
          { x: null, y: 2 },
          { x: 7, y: 5 },
          { x: 8, y: 5 },
        ],
        'north',
        [
          { x: 3, y: 3 },
          { x: 3, y: 3 },
        ],
      ],
      portals: [
        null,
        { closed: false },
        { position: { x: 5, y: 4 }, rotation: 0 },
        ...file.portals,
      ],
      lights: [{ position: { x: 4, y: 3 }, range: -1 }, { range: 3 }, ...file.lights],
    })
    expect(notes.split('\n')).toEqual([
      'Wall 1, point 2 was left out: it is no place.',
      'Wall 2 was left out: it is no line of places.',
      'Door 1 was left out: it is no door.',
      'Door 2 was left out: it has neither ends nor a middle.',
      'Light 1 was left out: its range is no length.',
      'Light 2 was left out: it has no place.',
    ])
    expect(plan.walls[0]).toEqual({ kind: 'wall', from: { x: 5, y: 4 }, to: { x: 6, y: 4 } })
    expect(plan.doors[0]).toMatchObject({ from: { x: 2.5, y: 3 }, to: { x: 3.5, y: 3 } })
    expect([plan.walls.length, plan.doors.length, plan.lights.length]).toEqual([2, 3, 1])
  })

  test('may write places as pairs and numbers as text, and one line without its list', () => {
    const { plan, notes } = read({
      resolution: { map_size: { x: '10', y: '8' }, pixels_per_grid: '70' },
      line_of_sight: [
        [1, 1],
        ['2.5', '1e0'],
        [2.5, 4],
      ],
      image: file.image,
    })
    expect(notes).not.toContain('left out')
    expect(plan.size).toEqual({ columns: 10, rows: 8 })
    expect(plan.walls.map(({ to }) => to)).toEqual([
      { x: 2.5, y: 1 },
      { x: 2.5, y: 4 },
    ])
  })

  test('closes gaps that come from rounding, so that nobody peeps through them', () => {
    const { plan } = read({
      ...file,
      line_of_sight: [
        [
          { x: 3, y: 2 },
          { x: 7, y: 2 },
        ],
        [
          { x: 7.004, y: 1.993 },
          { x: 7, y: 5.01 },
        ],
      ],
    })
    expect(plan.walls[1]?.from).toEqual(plan.walls[0]?.to)
    expect(plan.doors[0]?.from).toEqual(plan.walls[1]?.to)
  })

  test('with numbers that are none loses those places only', () => {
    const text = JSON.stringify(file).replace('{"x":7,"y":2}', '{"x":NaN,"y":-Infinity}')
    const result = readUniversalVtt(textBytes(text))
    expect(result).toMatchObject({ notes: ['Wall 1, point 2 was left out: it is no place.'] })
  })

  test('draws no wall twice, for terrain drawn twice would hide like a wall', () => {
    const line = [
      { x: 1, y: 1 },
      { x: 2, y: 1 },
      { x: 1, y: 1 },
    ]
    expect(
      read({ ...file, line_of_sight: [], objects_line_of_sight: [line, line] }).plan.walls,
    ).toHaveLength(1)
  })

  test('has windows where its portals say so', () => {
    const { plan } = read({ ...file, portals: [{ ...file.portals[0], type: 'Window' }] })
    expect([plan.windows.length, plan.doors.length]).toEqual([1, 0])
  })

  test('without a size is as large as its picture, or as far as its walls reach', () => {
    const sizeless = { ...file, resolution: { pixels_per_grid: 50 } }
    expect(read(sizeless).plan.size).toEqual({ columns: 10, rows: 8 })
    const bare = read({ ...sizeless, image: '' })
    expect(bare.plan.size).toEqual({ columns: 9, rows: 6 })
    expect(bare.notes).toContain('As far as its walls reach it is 9 by 6 cells.')
  })

  test('whose origin would put its walls beside the map is read without it', () => {
    const { plan, notes } = read({
      ...file,
      resolution: { ...file.resolution, map_origin: { x: 40, y: 40 } },
    })
    expect(plan.walls[0]?.from).toEqual({ x: 3, y: 2 })
    expect(notes).toContain('they were placed without it')
  })

  test('with endless walls gives 50,000 of them and counts the rest', () => {
    const line = Array.from({ length: 60_001 }, (_, i) => ({ x: i / 10, y: i % 2 }))
    const { plan, notes } = read({ ...file, line_of_sight: [line], objects_line_of_sight: [] })
    expect(plan.walls).toHaveLength(50_000)
    expect(notes).toContain('10000 walls were left out: a map may have 50,000.')
  })

  test('says at most twenty sentences about single entries', () => {
    const { notes } = read({ ...file, lights: Array<null>(100).fill(null) })
    expect(notes.split('\n')).toHaveLength(21)
    expect(notes).toContain('80 more entries were left out.')
  })

  test('is refused in words when it is none', () => {
    expect(refusal('')).toBe('This file is empty.')
    expect(refusal('{"resolution": {')).toMatch(/it was cut off/)
    expect(refusal('[]')).toMatch(/it is no Universal VTT map/)
    expect(refusal('{"name": "Goblin"}')).toMatch(/it is no Universal VTT map/)
    expect(refusal('<svg/>')).toMatch(/^This is a picture/)
  })

  test('with a byte order mark or in UTF-16 is read all the same', () => {
    const text = JSON.stringify(file)
    const wide = new Uint8Array(
      new Uint16Array([0xfeff, ...Array.from(text, (letter) => letter.charCodeAt(0))]).buffer,
    )
    expect(readUniversalVtt(textBytes(`\ufeff${text}`)).type).toBe('plan')
    expect(readUniversalVtt(wide).type).toBe('plan')
  })

  test('with anything at all in its parts never throws and gives finite numbers', () => {
    const parts = fc.record(
      Object.fromEntries(Object.keys(file).map((key) => [key, fc.jsonValue({ maxDepth: 5 })])),
      { requiredKeys: [] },
    )
    const damaged = fc
      .tuple(fc.constantFrom(...Object.keys(file)), fc.jsonValue({ maxDepth: 4 }))
      .map(([key, value]) => ({ ...file, [key]: value }))
    fc.assert(
      fc.property(fc.oneof(parts, damaged), (content) => {
        const result = readUniversalVtt(textBytes(JSON.stringify(content)))
        if (result.type === 'refused') return
        const { size, walls, doors } = result.plan
        const numbers = [...walls, ...doors].flatMap(({ from, to }) => [from.x, from.y, to.x, to.y])
        expect([size.columns, size.rows, ...numbers].every(Number.isFinite)).toBe(true)
        expect(size.columns > 0 && size.columns <= 2000 && size.rows > 0 && size.rows <= 2000).toBe(
          true,
        )
      }),
      { numRuns: 500 },
    )
  })
})
