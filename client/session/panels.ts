/** The panels of the drawer in their order, with the text and icon of each. */
export const panels = [
  { id: 'log', text: 'drawer.log', icon: 'message-square' },
  { id: 'actors', text: 'drawer.actors', icon: 'users' },
  { id: 'compendium', text: 'drawer.compendium', icon: 'book-open' },
  { id: 'sheet', text: 'drawer.sheet', icon: 'scroll-text' },
  { id: 'journal', text: 'drawer.journal', icon: 'book-marked' },
  { id: 'merges', text: 'drawer.merges', icon: 'git-merge' },
] as const
