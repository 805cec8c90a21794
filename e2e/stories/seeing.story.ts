import { expect, gather, type Player, test } from '../cast/index.ts'
import { goblin, otherGoblin } from '../cast/sample-session.ts'

function face(gm: Player, name: string) {
  return gm.page.getByRole('button', { name: `See as ${name}` })
}

/** What says whose eyes these are. */
function banner(gm: Player) {
  return gm.page.getByText('You see what Alice sees.')
}

test('a GM sees as a player, fog or no fog, and takes hiding back', async ({ gm, alice }) => {
  await gather(gm, alice)
  await gm.map.pickFromWheel(goblin, 'Hide')
  await expect(alice.map.token(goblin)).toHaveCount(0)

  await face(gm, 'Alice').click()
  await expect(banner(gm)).toBeVisible()
  await expect(gm.map.token(goblin)).toHaveCount(0)
  await gm.map.expectToken(otherGoblin)
  await gm.openPanel('Actors')
  await expect(gm.page.getByRole('button', { name: goblin, exact: true })).toHaveCount(0)
  await gm.page.keyboard.press('Escape')
  await expect(banner(gm)).toBeHidden()
  await gm.map.expectToken(goblin)

  await gm.page.keyboard.press('Control+k')
  await gm.page.keyboard.type('See as Alice')
  await gm.page.keyboard.press('Enter')
  await expect(gm.map.token(goblin)).toHaveCount(0)
  await gm.page.getByRole('button', { name: 'See everything' }).click()
  await gm.map.expectToken(goblin)

  // The offer beside the notice takes back what the notice says.
  await gm.map.pickFromWheel(otherGoblin, 'Hide')
  await expect(alice.map.token(otherGoblin)).toHaveCount(0)
  const hidden = gm.notices.getByRole('status').filter({ hasText: 'is hidden from the players' })
  await gm.notices.getByRole('button', { name: 'Undo', exact: true }).click()
  await alice.map.expectToken(otherGoblin)
  await expect(hidden).toHaveCount(0)
  await gm.undo()
  await alice.map.expectToken(goblin)
})

test('what was copied last is pasted, also on another scene; what was selected elsewhere stays untouched', async ({
  gm,
}) => {
  await gm.startSession()
  await gm.map.click(goblin)
  await gm.page.keyboard.press('Escape')
  await gm.page.keyboard.press('Control+c')
  const before = await gm.map.tokens.count()
  await gm.page.getByRole('button', { name: 'Scenes', exact: true }).click()
  await gm.page.getByRole('button', { name: 'New scene', exact: true }).click()
  await expect(gm.map.tokens).toHaveCount(0)
  await gm.page.keyboard.press('Delete')
  await gm.page.keyboard.press('Control+v')
  await expect(gm.map.tokens).toHaveCount(1)
  await gm.page.keyboard.press('Delete')
  await expect(gm.map.tokens).toHaveCount(0)
  await gm.page.getByRole('button', { name: 'Scenes', exact: true }).click()
  await gm.page
    .getByRole('button', { name: /^Look at / })
    .first()
    .click()
  await expect(gm.map.tokens).toHaveCount(before)

  // With a token selected, a picture that was copied since is what is pasted.
  await gm.map.click(goblin)
  await gm.page.keyboard.press('Escape')
  const goblins = gm.map.region.getByRole('button', { name: /^Goblin/ })
  const standing = await goblins.count()
  await pastePicture(gm)
  await expect(gm.notices.getByText(/dot/)).toBeVisible()
  // Whether a picture of this size is the map or a token hangs on what is seen in it; a goblin it is not.
  await expect(goblins).toHaveCount(standing)
})

async function pastePicture({ page }: Player): Promise<void> {
  const bytes = await page.screenshot({ clip: { x: 0, y: 0, width: 300, height: 200 } })
  await page.evaluate((base64) => {
    const file = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const clipboardData = new DataTransfer()
    clipboardData.items.add(new File([file], 'dot.png', { type: 'image/png' }))
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  }, bytes.toString('base64'))
}
