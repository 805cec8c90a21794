import { expect, type Locator, type Page } from '@playwright/test'
import type { TableTop } from './table-top.ts'

/** What a person does in a fight, and what their screen says of it. */
export class Fight {
  readonly #page: Page
  readonly #map: TableTop

  constructor(page: Page, map: TableTop) {
    this.#page = page
    this.#map = map
  }

  /** Attack from the wheel, with one of the attacker's choices, against a token picked on the map. */
  async attack(attacker: string, choice: string, target: string): Promise<void> {
    await this.#map.pickFromWheel(attacker, 'Attack')
    const choices = this.#page.getByRole('dialog', { name: 'Choose: Attack' })
    await choices.getByRole('button', { name: new RegExp(`^${choice}`) }).click()
    await expect(this.#page.getByText(/pick a target/)).toBeVisible()
    await this.#map.click(target)
  }

  /** Opens the sheet by the list of actors. */
  async openSheet(name: string): Promise<Locator> {
    const sheet = this.#page.getByRole('region', { name: `Sheet of ${name}`, exact: true })
    if (await sheet.isVisible()) return sheet
    const closed = this.#page.getByRole('button', { name: 'Open the drawer' })
    if (await closed.isVisible()) await closed.click()
    await this.#page.getByRole('tab', { name: 'Actors', exact: true }).click()
    await this.#page
      .getByRole('list', { name: 'Actors' })
      .getByRole('button', { name, exact: true })
      .click()
    await expect(sheet).toBeVisible()
    return sheet
  }

  async damage(name: string, amount: number): Promise<void> {
    await this.#changeBy('Damage', name, amount)
  }

  async heal(name: string, amount: number): Promise<void> {
    await this.#changeBy('Heal', name, amount)
  }

  /** Types hit points into the sheet, an absolute value. */
  async setHitPoints(name: string, value: number): Promise<void> {
    await this.setNumber(name, 'Hit points', value)
  }

  async setNumber(name: string, label: string, value: number): Promise<void> {
    const sheet = await this.openSheet(name)
    const field = sheet.getByRole('spinbutton', { name: label, exact: true })
    await field.fill(String(value))
    await field.press('Enter')
    await expect(field).toHaveValue(String(value))
  }

  /** Gives an actor another name, and with it its tokens. */
  async rename(name: string, newName: string): Promise<void> {
    const sheet = await this.openSheet(name)
    const field = sheet.getByRole('textbox', { name: 'Name', exact: true }).first()
    await field.fill(newName)
    await field.press('Enter')
    await expect(
      this.#page.getByRole('region', { name: `Sheet of ${newName}`, exact: true }),
    ).toBeVisible()
  }

  async addCondition(name: string, condition: string): Promise<void> {
    const sheet = await this.openSheet(name)
    await sheet.getByRole('combobox', { name: 'Add a condition' }).selectOption(condition)
    await expect(this.condition(sheet, condition)).toBeVisible()
  }

  async removeCondition(name: string, condition: string): Promise<void> {
    const sheet = await this.openSheet(name)
    await this.condition(sheet, condition).click()
    await expect(this.condition(sheet, condition)).toBeHidden()
  }

  condition(sheet: Locator, condition: string): Locator {
    return sheet.getByRole('button', { name: `Remove ${condition}`, exact: true })
  }

  /** Waits until the token says so many hit points; of a monster, players are told them by its sheet. */
  async expectHitPoints(name: string, value: number): Promise<void> {
    const label = await this.#map.token(name).getAttribute('aria-label')
    if (label !== null && /of \d+ hit points/.test(label)) {
      await expect(this.#map.token(name)).toHaveAccessibleName(
        new RegExp(`, ${value} of \\d+ hit points`),
      )
      return
    }
    const sheet = await this.openSheet(name)
    const field = sheet.getByRole('spinbutton', { name: 'Hit points', exact: true })
    await expect(field).toHaveValue(String(value))
  }

  /** The hit points that the token says. */
  async hitPoints(name: string): Promise<number> {
    const label = await this.#map.token(name).getAttribute('aria-label')
    const said = /, (\d+) of \d+ hit points/.exec(label ?? '')?.[1]
    if (said === undefined) throw new Error(`The token does not say its hit points: ${label}`)
    return Number(said)
  }

  async #changeBy(verb: 'Damage' | 'Heal', name: string, amount: number): Promise<void> {
    const sheet = await this.openSheet(name)
    await sheet.getByRole('spinbutton', { name: 'Amount' }).fill(String(amount))
    await sheet.getByRole('button', { name: verb, exact: true }).click()
  }
}
