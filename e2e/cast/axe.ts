import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Looks at the page with axe by night and by day, and fails on what it finds serious or critical. */
export async function expectNothingSerious(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await seriousProblems(page), colorScheme).toEqual([])
  }
}

/** What axe finds serious or critical in the page as it is. */
export async function seriousProblems(page: Page) {
  // Other frames are looked at from a blank page of axe's own, which takes four times as long; there are none.
  expect(page.frames()).toHaveLength(1)
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await axe.analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))
}
