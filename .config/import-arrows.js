// Who may import whom. Each arrow that is missing here is missing on purpose; the message says why.

// Patterns are read as in a .gitignore, where a line that begins with # says nothing unless it is escaped.
const doors = {
  'crdt-rules': ['\\#crdt-rules', '\\#crdt-rules/*', '**/crdt-rules/**'],
  relay: ['\\#relay/room', '**/relay/**'],
  wire: ['\\#relay/wire'],
  sdk: ['\\#plugin-sdk', '\\#plugin-sdk/*', '**/plugins/sdk/**'],
  plugins: ['\\#plugins', '**/plugins/**'],
  client: ['**/client/**'],
}

const geometry = ['maps', 'sight']
const words = ['texts', 'ui']
const screens = [
  'lobby',
  'seat',
  'session',
  'table',
  'scenes',
  'search',
  'sheets',
  'chat',
  'combat',
  'compendium',
  'history',
  'journal',
  'library',
  'pictures',
  'sound',
  'starters',
]
const floors = ['platform', ...geometry, ...words, 'sync', 'assets', 'world', ...screens]

/** Below `client/`: what each folder may import of the others, and why not the rest. */
const clientArrows = [
  ...within(
    ['platform'],
    [],
    'The platform is below everything: it names the browser, nothing of ours.',
  ),
  ...within(geometry, [], 'Geometry knows no screen, no session and no browser.'),
  ...within(['texts'], [], 'Words know nobody who says them.'),
  ...within(['ui'], ['texts'], 'Pieces of screen know nothing of the game.'),
  ...within(['sync'], ['platform'], 'Sync knows documents and the relay, no screen.'),
  ...within(['assets'], ['platform', 'sync'], 'Files know keys and relay, no game and no screen.'),
  ...within(
    ['world'],
    [...geometry, 'texts', 'sync', 'assets'],
    'The world does not know who looks at it.',
  ),
  ...within(
    screens,
    [...geometry, ...words, 'assets', 'world', ...screens],
    'Screens know the world, which knows documents and relay.',
  ),
]

export const importArrows = [
  forbid(
    ['crdt-rules/**'],
    ['relay', 'wire', 'sdk', 'plugins', 'client'],
    'Merge rules know no game, screen or network.',
  ),
  forbid(
    ['relay/**'],
    ['crdt-rules', 'sdk', 'plugins', 'client'],
    'The relay cannot read what it carries.',
  ),
  forbid(
    ['plugins/sdk/**'],
    ['relay', 'wire', 'client'],
    'The kit for game systems knows merge rules and nothing else of ours.',
  ),
  forbid(
    ['plugins/simple/**', 'plugins/dnd5e/**'],
    ['relay', 'wire', 'client'],
    'A game system knows merge rules and the kit, and nothing else of ours.',
  ),
  forbid(
    ['e2e/**'],
    ['crdt-rules', 'relay', 'wire', 'sdk', 'plugins', 'client'],
    'Stories use the product as a person does: through the page.',
  ),
  ...clientArrows,
  {
    files: ['client/**'],
    ignores: ['client/platform/**', 'client/main.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['window', 'indexedDB', 'WebSocket', 'BroadcastChannel'].map(onlyThePlatform),
        ...['localStorage', 'sessionStorage', 'navigator', 'location'].map(onlyThePlatform),
      ],
    },
  },
]

function forbid(files, names, message) {
  return restrict(files, [{ group: names.flatMap((name) => doors[name]), message }])
}

/**
 * A folder's own folders may bear the names of others (`world/library`), so it counts how deep a file lies.
 * Tests may start from what they need: a real session, a real relay.
 */
function within(areas, allowed, message) {
  return areas.flatMap((area) => {
    const rest = floors.filter((floor) => floor !== area && !allowed.includes(floor))
    return ['', '*/', '*/*/'].map((folders) => {
      const up = '../'.repeat(folders.length / 2 + 1)
      return {
        ...restrict(
          [`client/${area}/${folders}*`],
          [
            { group: rest.map((floor) => `${up}${floor}/**`), message },
            { group: doors.relay, message: 'The page knows the relay by its wire only.' },
          ],
        ),
        ignores: ['**/*.test.ts', '**/testing/**', '**/simulation/**'],
      }
    })
  })
}

function restrict(files, patterns) {
  return { files, rules: { 'no-restricted-imports': ['error', { patterns }] } }
}

function onlyThePlatform(name) {
  return {
    name,
    message: 'Only client/platform names the browser; the rest is handed what it needs.',
  }
}
