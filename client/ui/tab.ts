/** One tab of Tabs. A count above 0 is shown as a badge. */
export interface Tab {
  readonly id: string
  readonly label: string
  readonly icon?: string
  readonly count?: number
}
