import { type BrowserContext, expect, type Locator, type Page } from '@playwright/test'
import type { Cable } from './cable.ts'
import { Fight } from './fight.ts'
import { TableTop } from './table-top.ts'

/** What a person sits down with: a browser profile, a screen in it, and a network of their own. */
export interface Belongings {
  readonly name: string
  readonly context: BrowserContext
  readonly page: Page
  readonly cable: Cable
  /** The host by which they know the relay: `localhost` is a secure context, a LAN name is not. */
  readonly host: string
  /** What their sockets carried so far. */
  readonly wire: () => Buffer
}

/** A person at the table, who does everything through the page. */
export class Player {
  readonly name: string
  readonly page: Page
  readonly cable: Cable
  readonly context: BrowserContext
  readonly map: TableTop
  readonly fight: Fight
  readonly #belongings: Belongings

  constructor(belongings: Belongings) {
    const { name, context, page, cable } = belongings
    this.#belongings = belongings
    this.name = name
    this.context = context
    this.page = page
    this.cable = cable
    this.map = new TableTop(page)
    this.fight = new Fight(page, this.map)
  }

  /** The address that this person knows the relay by; it leads through their own cable. */
  get home(): string {
    return `http://${this.#belongings.host}:${this.cable.port}/`
  }

  /** Every payload that this person's sockets sent and received. */
  get wire(): Buffer {
    return this.#belongings.wire()
  }

  async openLobby(): Promise<void> {
    await this.page.goto(this.home)
    await expect(this.page.getByRole('button', { name: 'Start a session' })).toBeVisible()
  }

  async startSession(): Promise<void> {
    await this.openLobby()
    await this.page.getByRole('button', { name: 'Start a session' }).click()
    await expect(this.map.region).toBeVisible()
    await expect(this.map.tokens.first()).toBeAttached()
  }

  /** Makes an invite in the dialog and answers its link. */
  async inviteLink(
    role: 'Player' | 'Spectator' | 'Game master' = 'Player',
    validFor?: string,
  ): Promise<string> {
    await this.page.getByRole('button', { name: 'Invite', exact: true }).click()
    const dialog = this.page.getByRole('dialog', { name: 'Invite' })
    await dialog.locator('label').filter({ hasText: role }).click()
    await expect(dialog.getByRole('radio', { name: role })).toBeChecked()
    const valid = dialog.getByRole('combobox', { name: 'Valid for' })
    if (validFor !== undefined) await valid.selectOption(validFor)
    const link = await dialog.getByRole('textbox', { name: 'Invite link' }).inputValue()
    await dialog.getByRole('button', { name: 'Close' }).click()
    await expect(dialog).toBeHidden()
    return link
  }

  /** Opens a link as it would arrive by messenger; it is led through this person's own cable. */
  async follow(link: string): Promise<void> {
    await this.page.goto(`${this.home}${link.slice(link.indexOf('#'))}`)
  }

  async join(link: string, name = this.name): Promise<void> {
    await this.follow(link)
    await this.takeSeat(name)
    await expect(this.map.region).toBeVisible()
    await expect(this.map.tokens.first()).toBeAttached()
  }

  /** Fills in the form that a link leads to. */
  async takeSeat(name = this.name): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Your name' }).fill(name)
    await this.page.getByRole('button', { name: 'Join', exact: true }).click()
  }

  /** Pulls the plug: open connections break, new ones fail, and the browser knows that it is offline. */
  async cutNetwork(): Promise<void> {
    this.cable.cut()
    await this.context.setOffline(true)
    await expect(this.savedWhere).not.toContainText(/Saved (here and )?on the relay/)
  }

  async mendNetwork(): Promise<void> {
    this.cable.mend()
    await this.context.setOffline(false)
  }

  /** Waits until the browser holds the page itself, so that it opens without a network. */
  async offlineReady(): Promise<void> {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready
    })
  }

  /** Waits until the page holds what it shows only later. */
  async laterReady(): Promise<void> {
    const isLacking = () =>
      this.page.evaluate(async () => {
        const later = (await (await fetch('later.json')).json()) as string[]
        const links = [...document.querySelectorAll('link')].map(({ href }) => href)
        const fetched = performance.getEntriesByType('resource').map(({ name }) => name)
        return later
          .map((file) => new URL(file, document.baseURI).href)
          .filter((href) => !links.includes(href) || !fetched.includes(href))
      })
    await expect.poll(isLacking).toEqual([])
  }

  async reload(): Promise<void> {
    await this.page.reload()
    await expect(this.map.region).toBeVisible()
    await expect(this.map.tokens.first()).toBeAttached()
  }

  /** The same session in another tab of the same browser profile. */
  async secondTab(): Promise<Player> {
    const page = await this.context.newPage()
    const tab = new Player({ ...this.#belongings, page })
    await page.goto(this.page.url())
    await expect(tab.map.tokens.first()).toBeAttached()
    return tab
  }

  /** Where the bar on top says that the game is saved. */
  get savedWhere(): Locator {
    return this.page.getByRole('status', { name: 'Where it is saved' })
  }

  /** Waits until the bar says that this device and the relay hold everything. */
  async expectSaved(): Promise<void> {
    await expect(this.savedWhere).toContainText('Saved here and on the relay', { timeout: 30_000 })
  }

  get problem(): Locator {
    return this.page.getByRole('alert')
  }

  get notices(): Locator {
    return this.page.getByRole('region', { name: 'Notices' })
  }

  async say(text: string): Promise<void> {
    await this.openPanel('Log')
    await this.page.getByRole('textbox', { name: 'Message' }).fill(text)
    await this.page.getByRole('button', { name: 'Send' }).click()
  }

  /** The log, with its panel in front. */
  async log(): Promise<Locator> {
    await this.openPanel('Log')
    return this.page.getByRole('log', { name: 'Log' })
  }

  /** The list of what was merged, with its panel in front. */
  async merges(): Promise<Locator> {
    await this.openPanel('Merges')
    return this.page.getByRole('list', { name: 'Merges' })
  }

  async undo(): Promise<void> {
    await this.page.getByRole('button', { name: 'Undo', exact: true }).first().click()
  }

  async openPanel(
    name: 'Log' | 'Actors' | 'Compendium' | 'Sheet' | 'Journal' | 'Merges',
  ): Promise<void> {
    const closed = this.page.getByRole('button', { name: 'Open the drawer' })
    if (await closed.isVisible()) await closed.click()
    await this.page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
  }
}
