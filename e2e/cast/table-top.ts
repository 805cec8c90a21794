import { expect, type Locator, type Page } from '@playwright/test'

/** A point on the screen, in CSS pixels. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** The map as a person sees and touches it. */
export class TableTop {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  get region(): Locator {
    return this.#page.getByRole('region', { name: 'Map' })
  }

  /** Every token in view. */
  get tokens(): Locator {
    return this.region.locator('button[data-token]')
  }

  token(name: string): Locator {
    return this.region.getByRole('button', { name: new RegExp(`^${name}(,|$)`) })
  }

  /** Waits until a token of this name stands on the map. */
  async expectToken(name: string): Promise<void> {
    await expect(this.token(name)).toBeAttached()
  }

  /** What the map looks like at this moment. */
  picture(): Promise<Buffer> {
    return this.region.screenshot({ animations: 'disabled' })
  }

  async namesOfTokens(): Promise<readonly string[]> {
    const labels = await this.tokens.evaluateAll((buttons) =>
      buttons.map((button) => button.getAttribute('aria-label') ?? ''),
    )
    return labels.map((label) => label.split(',')[0] ?? '')
  }

  /** The middle of a token on the screen. */
  async placeOf(name: string): Promise<Point> {
    await this.#drawn()
    const box = await this.token(name).boundingBox()
    if (box === null) throw new Error(`${name} is not in view. Fit the map first.`)
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }

  /** Waits until a token stands here on the screen. */
  async expectPlace(name: string, { x, y }: Point): Promise<void> {
    await expect(async () => {
      const place = await this.placeOf(name)
      expect(Math.abs(place.x - x)).toBeLessThan(2)
      expect(Math.abs(place.y - y)).toBeLessThan(2)
    }).toPass()
  }

  async click(name: string): Promise<void> {
    const { x, y } = await this.placeOf(name)
    await this.#page.mouse.click(x, y)
  }

  /** The same by a finger. */
  async tap(name: string): Promise<void> {
    const { x, y } = await this.placeOf(name)
    await this.#page.touchscreen.tap(x, y)
  }

  /** Moves what is in view by one finger, from one point of the screen to another. */
  async swipe(from: Point, to: Point): Promise<void> {
    const devtools = await this.#page.context().newCDPSession(this.#page)
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Point[]) =>
      devtools.send('Input.dispatchTouchEvent', { type, touchPoints })
    await send('touchStart', [from])
    await send('touchMove', [{ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }])
    await send('touchMove', [to])
    await send('touchEnd', [])
    await devtools.detach()
  }

  /** The middle of a cell so many cells away from a token, on the screen. */
  async nearToken(
    name: string,
    { columns, rows }: { readonly columns: number; readonly rows: number },
  ): Promise<Point> {
    const { x, y } = await this.placeOf(name)
    const cell = await this.cellPixels(name)
    return { x: x + columns * cell, y: y + rows * cell }
  }

  /** What the map looks like close around a point of the screen at this moment. */
  pictureOf({ x, y }: Point): Promise<Buffer> {
    const clip = { x: x - 20, y: y - 20, width: 60, height: 60 }
    return this.#page.screenshot({ clip, animations: 'disabled' })
  }

  wheel(name: string): Locator {
    return this.#page.getByRole('menu', { name: new RegExp(`^${name}`) })
  }

  /** Opens the wheel of a token and answers it. */
  async openWheel(name: string): Promise<Locator> {
    await this.click(name)
    const wheel = this.wheel(name)
    await expect(wheel.getByRole('menuitem').first()).toBeVisible()
    return wheel
  }

  async pickFromWheel(name: string, item: string): Promise<void> {
    const wheel = await this.openWheel(name)
    await wheel.getByRole('menuitem', { name: item }).click()
  }

  /** Takes a token by the mouse and holds it this many cells further; `drop` lets go. */
  async drag(name: string, columns: number, rows: number): Promise<void> {
    const from = await this.placeOf(name)
    const cell = await this.cellPixels(name)
    const to = { x: from.x + columns * cell, y: from.y + rows * cell }
    await this.#page.mouse.move(from.x, from.y)
    await this.#page.mouse.down()
    await this.#page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 })
    await this.#page.mouse.move(to.x, to.y, { steps: 4 })
  }

  async drop(): Promise<void> {
    await this.#page.mouse.up()
  }

  async dragAndDrop(name: string, columns: number, rows: number): Promise<void> {
    await this.drag(name, columns, rows)
    await this.drop()
  }

  /** Moves a token by keyboard, one cell a key. */
  async walk(name: string, ...keys: readonly ('Up' | 'Down' | 'Left' | 'Right')[]): Promise<void> {
    await this.token(name).focus()
    for (const key of keys) await this.#page.keyboard.press(`Arrow${key}`)
  }

  /** How many CSS pixels a cell takes at this zoom, seen from a token one cell wide. */
  async cellPixels(name: string): Promise<number> {
    await this.#drawn()
    const box = await this.token(name).boundingBox()
    if (box === null) throw new Error(`${name} is not in view. Fit the map first.`)
    return box.width
  }

  /** Waits for a frame: the map lays its buttons where the tokens are when it draws them. */
  async #drawn(): Promise<void> {
    await this.#page.evaluate(
      () =>
        new Promise((drawn) => {
          requestAnimationFrame(() => requestAnimationFrame(drawn))
        }),
    )
  }
}
