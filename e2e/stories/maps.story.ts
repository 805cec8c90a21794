import type { Page } from '@playwright/test'
import { expect, gather, type Player, test } from '../cast/index.ts'
import { fighter } from '../cast/sample-session.ts'

interface Dropped {
  readonly name: string
  readonly type: string
  readonly base64: string
}

/** Two rooms of thirty by twenty cells with a door between them; its picture is elsewhere, and a lamp of it is broken. */
const crypt: Dropped = (() => {
  const point = (x: number, y: number) => ({ x, y })
  const file = {
    format: 0.3,
    resolution: { map_origin: point(0, 0), map_size: point(30, 20), pixels_per_grid: 70 },
    line_of_sight: [
      [point(10, 0), point(10, 4)],
      [point(10, 6), point(10, 20)],
    ],
    portals: [{ position: point(10, 5), bounds: [point(10, 4), point(10, 6)], closed: true }],
    lights: [{ range: 3 }, { range: 4 }],
    image: 'art/crypt.webp',
  }
  const base64 = Buffer.from(JSON.stringify(file)).toString('base64')
  return { name: 'Crypt.uvtt', type: '', base64 }
})()

test('the picture that a map file lacked is laid under it; a small one is a token; each has its other way', async ({
  gm,
}) => {
  await gm.startSession()
  await drop(gm, crypt)
  await expect(gm.notices.getByText('crypt.webp')).toBeVisible()
  await gm.notices.getByRole('button', { name: 'All 3 notes' }).click()
  const notes = gm.page.getByRole('dialog', { name: 'What was found in Crypt' })
  await expect(notes.getByRole('listitem')).toHaveText([/crypt\.webp/, /^Light 1/, /^Light 2/])
  await gm.page.keyboard.press('Escape')
  await door(gm).press('Enter')

  await drop(gm, await painted(gm.page, { name: 'crypt floor.webp', width: 1500, height: 1000 }))
  await expect(gm.notices.getByText('crypt floor lies under this map.')).toBeVisible()
  await expect.poll(() => colourOfGround(gm.page)).toEqual([255, 0, 255])
  await expect(door(gm)).toHaveAccessibleName('Door, open')
  await gm.notices.getByRole('button', { name: 'Replace the whole map' }).click()
  await expect(door(gm)).toHaveCount(0)
  await gm.undo()
  await expect(door(gm)).toHaveAccessibleName('Door, open')
  await expect.poll(() => colourOfGround(gm.page)).toEqual([255, 0, 255])

  await drop(gm, await painted(gm.page, { name: 'Owlbear.png', width: 200, height: 200 }))
  await expect(gm.notices.getByText('Owlbear is on the map as a token.')).toBeVisible()
  await expect(piece(gm, 'Owlbear')).toHaveCount(1)
  await gm.notices.getByRole('button', { name: 'Use as the map' }).click()
  await expect(piece(gm, 'Owlbear')).toHaveCount(0)
  await gm.undo()
  await expect(door(gm)).toHaveCount(1)

  // From the library: by the keyboard, and by dragging it there.
  await openLibrary(gm)
  const tile = gm.page.getByRole('dialog').getByRole('button', { name: 'Owlbear', exact: true })
  await tile.press('Enter')
  await gm.page.getByRole('button', { name: 'Put on the map', exact: true }).press('Enter')
  await expect(piece(gm, 'Owlbear')).toHaveCount(1)
  await openLibrary(gm)
  await tile.hover()
  await gm.page.mouse.down()
  await gm.page.mouse.move(500, 300, { steps: 4 })
  await expect(gm.page.getByRole('dialog')).toHaveCount(0)
  await gm.page.mouse.move(420, 320, { steps: 4 })
  await gm.page.mouse.up()
  await expect(piece(gm, 'Owlbear 2')).toHaveCount(1)
  await gm.undo()
  await expect(piece(gm, 'Owlbear 2')).toHaveCount(0)
  await expect(piece(gm, 'Owlbear')).toHaveCount(1)
})

test('every kind of picture is a map when it is dropped and when it is pasted; broken ones are a sentence', async ({
  gm,
}) => {
  await gm.startSession()
  const size = { width: 1500, height: 1000 }
  const kinds = ['a.png', 'b.jpg', 'c.webp', 'd.svg'] as const
  for (const name of kinds) {
    const file = await painted(gm.page, { name: `30x20 ${name}`, ...size })
    await drop(gm, file)
    await expect.poll(() => colourOfGround(gm.page)).toEqual([255, 0, 255])
    await gm.undo()
    await expect.poll(() => colourOfGround(gm.page)).not.toEqual([255, 0, 255])
    await paste(gm, file)
    await expect.poll(() => colourOfGround(gm.page)).toEqual([255, 0, 255])
    await gm.undo()
    await expect.poll(() => colourOfGround(gm.page)).not.toEqual([255, 0, 255])
  }
  const text = (words: string) => Buffer.from(words).toString('base64')
  for (const [name, base64, said] of [
    ['cut.dd2vtt', text('{"format":0.3,"resolution":{"map_si'), 'cut off'],
    ['none.df2vtt', text('{"hello":[1,2,3]}'), 'no Universal VTT map'],
    [
      'huge.uvtt',
      text('{"resolution":{"map_size":{"x":1e9,"y":1e9}},"line_of_sight":[]}'),
      'holds no picture',
    ],
    [
      'half.png',
      (await painted(gm.page, { name: 'half.png', ...size })).base64.slice(0, 40),
      'could not be read',
    ],
  ] as const) {
    await drop(gm, { name, type: '', base64 })
    await expect(gm.notices.getByText(said)).toBeVisible()
  }
})

test('aligning by three cells: the mouse drags, the wheel and two fingers look closer', async ({
  seat,
}) => {
  const gm = await seat('Gail', { hasTouch: true })
  await gm.startSession()
  await drop(gm, await painted(gm.page, { name: 'plain.png', width: 1390, height: 710 }))
  await expect.poll(() => colourOfGround(gm.page)).toEqual([255, 0, 255])
  await gm.page.getByRole('button', { name: 'Map and light' }).click()
  const pixels = gm.page.getByRole('spinbutton', { name: 'Pixels of the picture per cell' })
  const before = Number(await pixels.inputValue())
  await gm.page.getByRole('button', { name: 'Align by dragging' }).click()
  const overlay = gm.page.getByRole('application')
  const box = await overlay.boundingBox()
  if (box === null) throw new Error('There is nothing to align on.')
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }

  await expectZoomed(gm, 1.2, async () => {
    await gm.page.mouse.move(middle.x, middle.y)
    await gm.page.mouse.wheel(0, -400)
  })
  const touch = await gm.page.context().newCDPSession(gm.page)
  const fingers = (type: string, apart: number) =>
    touch.send('Input.dispatchTouchEvent', {
      type: type as 'touchStart',
      touchPoints:
        type === 'touchEnd'
          ? []
          : [-1, 1].map((side, id) => ({ x: middle.x + side * apart, y: middle.y, id })),
    })
  await expectZoomed(gm, 1.5, async () => {
    await fingers('touchStart', 40)
    for (const apart of [50, 60, 70, 80]) await fingers('touchMove', apart)
    await fingers('touchEnd', 0)
  })
  await expect(overlay.locator('.box')).toHaveCount(0)

  await gm.page.mouse.move(middle.x - 60, middle.y - 60)
  await gm.page.mouse.down()
  await gm.page.mouse.move(middle.x + 60, middle.y + 60, { steps: 3 })
  await gm.page.mouse.up()
  await expect(gm.page.getByText(/pixels per cell/)).toBeVisible()
  await gm.page.keyboard.press('Escape')
  await gm.page.getByRole('button', { name: 'Map and light' }).click()
  expect(Number(await pixels.inputValue())).not.toBe(before)
  // By the keyboard the same is a number.
  await pixels.fill('139')
  await pixels.press('Enter')
  await gm.page.keyboard.press('Escape')
  await gm.undo()
  await gm.page.getByRole('button', { name: 'Map and light' }).click()
  expect(Number(await pixels.inputValue())).not.toBe(139)
})

test('a scene is shown without bringing anybody, some are brought there, and all look where the GM points', async ({
  gm,
  alice,
}) => {
  await gather(gm, alice)
  await scenes(gm)
  await gm.page.getByRole('button', { name: 'New scene', exact: true }).click()
  await expect(gm.page.getByText('You are preparing this scene.')).toBeVisible()
  const chooser = alice.page.getByRole('combobox', { name: 'Scene', exact: true })
  await pick(gm, 'Show only')
  await expect(chooser.getByRole('option')).toHaveCount(2)
  await alice.map.expectToken(fighter)

  await pick(gm, 'Choose players…')
  const dialog = gm.page.getByRole('dialog', { name: 'Players on New scene' })
  await expect(dialog.getByText(/keeps no secret/)).toBeVisible()
  await dialog.getByRole('checkbox', { name: 'Alice' }).check()
  await dialog.getByRole('button', { name: 'Bring them here' }).click()
  await expect(alice.map.token(fighter)).toHaveCount(0)
  await gm.undo()
  await alice.map.expectToken(fighter)

  await gm.page.keyboard.press('p')
  await gm.page.getByRole('button', { name: 'Bring everyone here' }).click()
  await expect(alice.map.token(fighter)).toHaveCount(0)
})

async function scenes({ page }: Player): Promise<void> {
  await page.getByRole('button', { name: 'Scenes', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'Scenes' })).toBeVisible()
}

async function pick(gm: Player, item: string): Promise<void> {
  await scenes(gm)
  await gm.page.getByRole('button', { name: 'More for New scene' }).click()
  await gm.page.getByRole('menuitem', { name: item }).click()
}

/** Waits until the map is drawn more than so many times as large as before something, by its smallest token. */
async function expectZoomed(gm: Player, times: number, act: () => Promise<void>): Promise<void> {
  const scale = async () => {
    const widths = await gm.map.tokens.evaluateAll((all) =>
      all.map((button) => button.getBoundingClientRect().width),
    )
    // What is out of view has no width.
    const [smallest] = widths.filter((width) => width > 0).sort((one, other) => one - other)
    return smallest ?? Number.NaN
  }
  const before = await scale()
  await act()
  await expect.poll(async () => (await scale()) / before).toBeGreaterThan(times)
}

function door({ map }: Player) {
  return map.region.getByRole('button', { name: /^Door/ })
}

function piece({ map }: Player, name: string) {
  return map.region.getByRole('button', { name: new RegExp(`^${name}(,|$)`) })
}

async function openLibrary({ page }: Player): Promise<void> {
  await page.getByRole('button', { name: 'Menu', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Library' }).click()
  await expect(page.getByRole('dialog', { name: 'Library' })).toBeVisible()
}

/** Lets a file go over the map, a little left of its middle. */
async function drop({ page, map }: Player, file: Dropped): Promise<void> {
  await map.region.evaluate((region, { name, type, base64 }) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([bytes], name, { type }))
    const { left, top, width, height } = region.getBoundingClientRect()
    const [clientX, clientY] = [left + width * 0.3, top + height * 0.5]
    const how = { dataTransfer, clientX, clientY, bubbles: true, cancelable: true }
    region.dispatchEvent(new DragEvent('drop', how))
  }, file)
  await expect(page.getByText(/^(Reading|Keeping) /)).toHaveCount(0)
}

async function paste({ page }: Player, file: Dropped): Promise<void> {
  await page.evaluate(({ name, type, base64 }) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    const clipboardData = new DataTransfer()
    clipboardData.items.add(new File([bytes], name, { type }))
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  }, file)
}

/** A picture of one colour that nothing else on the table has, of the kind that its name ends with. */
async function painted(
  page: Page,
  {
    name,
    width,
    height,
  }: { readonly name: string; readonly width: number; readonly height: number },
): Promise<Dropped> {
  const type = {
    png: 'image/png',
    jpg: 'image/jpeg',
    webp: 'image/webp',
    svg: 'image/svg+xml',
  }[name.slice(name.lastIndexOf('.') + 1)]
  if (type === undefined) throw new Error(`There is no ${name} to paint.`)
  if (type === 'image/svg+xml') {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#f0f"/></svg>`
    return { name, type, base64: Buffer.from(svg).toString('base64') }
  }
  const address = await page.evaluate(
    ([type, width, height]) => {
      const canvas = document.createElement('canvas')
      Object.assign(canvas, { width, height })
      const context = canvas.getContext('2d')
      if (context === null) throw new Error('This browser cannot draw on a canvas.')
      context.fillStyle = '#ff00ff'
      context.fillRect(0, 0, width, height)
      return canvas.toDataURL(type, 1)
    },
    [type, width, height] as const,
  )
  return { name, type, base64: address.slice(address.indexOf(',') + 1) }
}

/** What the canvas of the ground shows a little off its middle, where no line of the grid runs; nearly is enough for a JPEG. */
function colourOfGround(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => {
    const ground = document.querySelector('canvas')
    const context = ground?.getContext('2d')
    if (!ground || !context) return []
    const { data } = context.getImageData(ground.width * 0.37, ground.height * 0.53, 1, 1)
    return [...data.subarray(0, 3)].map((part) => (part > 249 ? 255 : part < 6 ? 0 : part))
  })
}
