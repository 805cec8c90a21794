/** What the palette of commands and the dialog about the page say. */
export const palette = {
  'about.title': 'About',
  'about.what':
    'Dungeon Lab is a virtual tabletop that belongs to the people who sit at it. The relay in the middle carries sealed bytes and cannot read the game.',
  'about.licence': 'Open source under the MIT licence.',
  'palette.title': 'Commands',
  'palette.search': 'Search commands',
  'palette.hint': 'Type a name, an action, or /roll 2d6+3',
  'palette.found': 'Commands found',
  'palette.none': 'Nothing by that name. Try a creature, an action or a panel.',
  'palette.action': 'Action',
  'palette.actor': 'Actor',
  'palette.place': 'Place on the map',
  'palette.panel': 'Panel',
  'palette.scene': 'Scene',
  'palette.command': 'Command',
  'palette.say': (text: string) => `Say “${text}”`,
  'palette.claim': (name: string) => `Play ${name}`,
  'palette.isPlayed': (players: string) => `together with ${players}`,
  'palette.entry': 'Journal',
}
