/** What the compendium says in its panel. */
export const compendium = {
  'compendium.search': 'Search the compendium',
  'compendium.entries': 'Compendium entries',
  'compendium.place': (name: string) => `Place ${name}`,
  'compendium.hidden': 'Place hidden',
  'compendium.hiddenHint': 'What you place now only you see, until you reveal it.',
  'compendium.filter': 'Filter the compendium',
  'compendium.any': (what: string) => `${what}: any`,
  'compendium.anyOfAll': 'Show all again',
  'compendium.count': 'How many',
  'compendium.none': 'No such entry. Import a monster file, or search and filter for less.',
  'compendium.hint': 'Drag an entry onto the map, or tap it to place it in the middle of the view.',
  'compendium.import': 'Import a file',
  'compendium.file': 'Monster file',
  'compendium.progress': 'Import',
  'compendium.cancelImport': 'Cancel import',
  'compendium.report': 'Import report',
  'compendium.imported': (count: number) =>
    `${count} ${count === 1 ? 'entry' : 'entries'} imported.`,
  'compendium.cancelled': 'The import was cancelled; what was read so far is kept.',
  'compendium.refused': (count: number) =>
    `${count} ${count === 1 ? 'entry was' : 'entries were'} left out:`,
  'compendium.unreadable': (name: string) => `${name} could not be read. Nothing was changed.`,
  'compendium.more': (count: number) => `${count} more; search to narrow them down.`,
}
