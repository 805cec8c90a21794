import { expectNothingSerious } from '../cast/axe.ts'
import { anew, apart, expect, gather, type Player, test } from '../cast/index.ts'
import { cleric, fighter, goblin } from '../cast/sample-session.ts'

const onePixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** Two rooms of ten by ten cells with a door between them. */
function twoRooms(image: string | undefined) {
  const point = (x: number, y: number) => ({ x, y })
  const file = {
    format: 0.3,
    resolution: { map_origin: point(0, 0), map_size: point(20, 10), pixels_per_grid: 70 },
    line_of_sight: [
      [point(10, 0), point(10, 4)],
      [point(10, 6), point(10, 10)],
    ],
    portals: [
      {
        position: point(10, 5),
        bounds: [point(10, 4), point(10, 6)],
        closed: true,
        freestanding: false,
      },
    ],
    lights: [],
    ...(image === undefined ? {} : { image }),
  }
  return {
    name: 'Two Rooms.dd2vtt',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(file)),
  }
}

async function prepare(gm: Player, image: string | undefined = onePixel): Promise<void> {
  await openScenes(gm)
  await gm.page.locator('dialog[open] input[data-map-file]').setInputFiles(twoRooms(image))
  await expect(gm.page.getByText('Two Rooms is on the table.')).toBeVisible()
}

async function openScenes({ page }: Player): Promise<void> {
  await page.getByRole('button', { name: 'Scenes', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'Scenes' })).toBeVisible()
}

async function bringEveryone(gm: Player): Promise<void> {
  await openScenes(gm)
  await gm.page.getByRole('button', { name: 'Bring everyone to Two Rooms' }).click()
  await expect(gm.page.getByRole('dialog', { name: 'Scenes' })).toBeHidden()
}

function door({ map }: Player) {
  return map.region.getByRole('button', { name: /^Door/ })
}

anew(
  'a map is prepared unseen and shown to all; its door opened by one is open for all',
  async ({ gm, alice }) => {
    await gather(gm, alice)
    await prepare(gm)
    await expect(gm.page.getByText('You are preparing this scene.')).toBeVisible()
    await gm.expectSaved()
    await alice.map.expectToken(fighter)
    expect(alice.wire.includes(Buffer.from('Two Rooms'))).toBe(false)
    await expect((await alice.log()).getByText('Two Rooms')).toHaveCount(0)

    await bringEveryone(gm)
    await expect(alice.map.token(fighter)).toHaveCount(0)
    await expect(door(alice)).toHaveAccessibleName('Door, closed')
    await door(alice).press('Enter')
    for (const person of [gm, alice]) await expect(door(person)).toHaveAccessibleName('Door, open')
    await expect((await gm.log()).getByText('opened a door')).toBeVisible()
    await alice.undo()
    for (const person of [gm, alice])
      await expect(door(person)).toHaveAccessibleName('Door, closed')
  },
)

test('a door opened by two people apart is one open door', async ({ gm, alice }) => {
  await gather(gm, alice)
  await prepare(gm)
  await bringEveryone(gm)
  for (const person of [gm, alice]) await expect(door(person)).toHaveCount(1)
  await apart(gm, alice, async () => {
    for (const person of [gm, alice]) await door(person).press('Enter')
  })
  for (const person of [gm, alice]) await expect(door(person)).toHaveAccessibleName('Door, open')
})

test('a map file without its picture keeps walls and doors, and says so', async ({ gm }) => {
  await gm.startSession()
  await prepare(gm, undefined)
  await expect(gm.notices.getByText(/picture|image/)).toBeVisible()
  await expect(door(gm)).toHaveAccessibleName('Door, closed')
})

test('in fog a player sees with their own eyes; the GM sees all, or as that player', async ({
  gm,
  alice,
}) => {
  await gather(gm, alice)
  await alice.page.keyboard.press('Control+k')
  await alice.page.keyboard.type(`Play ${cleric}`)
  await alice.page.keyboard.press('Enter')
  await expect((await gm.log()).getByText(`plays ${cleric}`)).toBeVisible()
  await gm.page.getByRole('button', { name: 'Map and light' }).click()
  await gm.page.getByRole('checkbox', { name: /^Fog/ }).check()

  await expect(alice.map.token(goblin)).toHaveCount(0)
  await expect(alice.map.token(cleric)).toBeAttached()
  await gm.page.getByRole('combobox', { name: 'See as player' }).selectOption('Alice')
  await gm.page.keyboard.press('Escape')
  await expect(gm.map.token(goblin)).toHaveCount(0)
  await gm.page.getByRole('button', { name: 'See everything' }).click()
  await gm.map.expectToken(goblin)

  await gm.undo()
  await alice.map.expectToken(goblin)
})

test('axe finds nothing serious in scenes and maps, dark and light', async ({ seat }) => {
  const gm = await seat('Gail')
  await gm.startSession()
  await openScenes(gm)
  await expectNothingSerious(gm.page)
  await gm.page.keyboard.press('Escape')
  await gm.page.getByRole('button', { name: 'Map and light' }).click()
  await expectNothingSerious(gm.page)
})
