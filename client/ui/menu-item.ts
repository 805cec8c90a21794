/** One line of a Menu. With `checked` it is one choice of several, or one that is on or off by itself. */
export interface MenuItem {
  readonly label: string
  readonly icon?: string
  readonly hint?: string
  readonly checked?: boolean
  /** Others may be checked beside it. */
  readonly toggles?: boolean
  readonly danger?: boolean
  readonly disabled?: boolean
  readonly onpick: () => void
}
