/** One line of a Menu. With `checked` it is one choice of several. */
export interface MenuItem {
  readonly label: string
  readonly icon?: string
  readonly hint?: string
  readonly checked?: boolean
  readonly danger?: boolean
  readonly disabled?: boolean
  readonly onpick: () => void
}
