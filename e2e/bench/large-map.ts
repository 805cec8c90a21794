import type { Player } from '../cast/index.ts'

/** A map as large as most devices can show, and what stands and burns on it. */
export const largeMap = { pixels: 8192, cellPixels: 64, walls: 500, lamps: 60 } as const

/** Lays the map on the table by way of a Universal VTT file, as people do. */
export async function layLargeMap({ page }: Player): Promise<void> {
  await page.getByRole('button', { name: 'Map and light' }).click()
  const input = page.locator('dialog[open] input[data-map-file]')
  const { pixels, cellPixels } = largeMap
  const given = { pixels, cellPixels, walls: walls(), lights: lamps() }
  await input.evaluate(async (element, { pixels: side, cellPixels: cell, walls, lights }) => {
    const canvas = new OffscreenCanvas(side, side)
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('This browser cannot draw on a canvas.')
    for (let spot = 0; spot < 4000; spot += 1) {
      context.fillStyle = `hsl(${(spot * 37) % 60} 25% ${20 + (spot % 30)}%)`
      context.fillRect((spot * 7919) % side, (spot * 104_729) % side, 420, 420)
    }
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 })
    const image = await new Promise<string>((resolve) => {
      const reader = new FileReader()
      reader.onload = () => {
        if (typeof reader.result === 'string') resolve(reader.result.split(',')[1] ?? '')
      }
      reader.readAsDataURL(blob)
    })
    const plan = {
      format: 0.3,
      resolution: {
        map_origin: { x: 0, y: 0 },
        map_size: { x: side / cell, y: side / cell },
        pixels_per_grid: cell,
      },
      line_of_sight: walls,
      portals: [],
      environment: { ambient_light: 'ffffffff' },
      lights,
      image,
    }
    const files = new DataTransfer()
    files.items.add(new File([JSON.stringify(plan)], 'Large.dd2vtt', { type: 'application/json' }))
    const field = element as HTMLInputElement
    field.files = files.files
    field.dispatchEvent(new Event('change', { bubbles: true }))
  }, given)
  await page.getByText('Large is on the table.').waitFor({ timeout: 120_000 })
  await page.keyboard.press('0')
}

/** Makes it night, and lets players see what their tokens see. */
export async function fallNight({ page }: Player): Promise<void> {
  await page.getByRole('button', { name: 'Map and light' }).click()
  await page.getByRole('combobox', { name: 'Light' }).selectOption('night')
  await page.getByRole('checkbox', { name: /^Fog/ }).check()
  await page.keyboard.press('Escape')
}

/** Pieces of wall all over the map, standing and lying by turns. */
function walls(): readonly (readonly Place[])[] {
  return spread(largeMap.walls, 25).map(({ x, y }, index) => {
    const [width, height] = index % 2 === 0 ? [3, 0] : [0, 4]
    return [
      { x, y },
      { x: x + width, y: y + height },
    ]
  })
}

function lamps(): readonly object[] {
  return spread(largeMap.lamps, 10).map((position) => ({
    position,
    range: 8,
    intensity: 1,
    color: 'ffeccd8b',
    shadows: true,
  }))
}

interface Place {
  readonly x: number
  readonly y: number
}

/** Places in rows of so many, the same distance apart, in cells. */
function spread(count: number, columns: number): readonly Place[] {
  const side = largeMap.pixels / largeMap.cellPixels
  return Array.from({ length: count }, (_, index) => ({
    x: ((index % columns) + 0.25) * (side / columns),
    y: (Math.floor(index / columns) + 0.25) * (side / (count / columns)),
  }))
}
