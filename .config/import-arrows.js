// Who may import whom. Each arrow that is missing here is missing on purpose; the message says why.

const doors = {
  'crdt-rules': { patterns: ['#crdt-rules', '#crdt-rules/*', '**/crdt-rules/**'] },
  relay: { patterns: ['#relay/room', '**/relay/**'] },
  wire: { patterns: ['#relay/wire'] },
  sdk: { patterns: ['#plugin-sdk', '#plugin-sdk/*', '**/plugins/sdk/**'] },
  plugins: { patterns: ['#plugins', '**/plugins/**'] },
  client: { patterns: ['**/client/**'] },
}

function forbid(files, names, message) {
  return {
    files,
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: names.flatMap((name) => doors[name].patterns), message }] },
      ],
    },
  }
}

function forbidWithin(area, siblings, message) {
  return {
    files: [`client/${area}/**`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: siblings.map((sibling) => `../${sibling}/**`), message },
            { group: siblings.map((sibling) => `../../${sibling}/**`), message },
          ],
        },
      ],
    },
  }
}

const screens = [
  'lobby',
  'seat',
  'session',
  'table',
  'sheets',
  'chat',
  'combat',
  'history',
  'journal',
  'pictures',
  'starters',
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
  forbidWithin(
    'platform',
    ['sync', 'assets', 'world', ...screens],
    'The platform is below everything: it names the browser and nothing of ours.',
  ),
  ...['maps', 'sight'].map((area) =>
    forbidWithin(
      area,
      ['platform', 'sync', 'assets', 'world', 'ui', ...screens],
      'Geometry knows no screen, no session and no browser.',
    ),
  ),
  forbidWithin(
    'sync',
    ['assets', 'world', 'ui', ...screens],
    'Sync knows documents and the relay, no screen.',
  ),
  forbidWithin(
    'assets',
    ['world', 'ui', ...screens],
    'Files know the keys of a session and the relay, no game and no screen.',
  ),
  forbidWithin('world', screens, 'The world does not know who looks at it.'),
  forbidWithin('ui', ['sync', 'world', ...screens], 'Pieces of screen know nothing of the game.'),
]
