import { ESLint } from 'eslint'
import ts from 'typescript-eslint'
import { expect, test } from 'vitest'
import { importArrows } from './import-arrows.js'

const eslint = new ESLint({
  cwd: new URL('..', import.meta.url).pathname,
  overrideConfigFile: true,
  overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parser: ts.parser } }, ...importArrows],
})

/** What is said of a line in a file of ours; nothing when it may stand there. */
async function said(file: string, line: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(`${line}\n`, { filePath: file })
  return result?.messages.map(({ message }) => message) ?? []
}

const against: readonly (readonly [file: string, imported: string, why: string])[] = [
  ['crdt-rules/document.ts', '#relay/wire', 'Merge rules know no game'],
  ['crdt-rules/rules/lww.ts', '../../client/world/index.ts', 'Merge rules know no game'],
  ['relay/room.ts', '#crdt-rules', 'cannot read what it carries'],
  ['relay/room.ts', '../client/sync/index.ts', 'cannot read what it carries'],
  ['plugins/sdk/action.ts', '#relay/wire', 'The kit for game systems'],
  ['plugins/dnd5e/rules.ts', '../../client/world/index.ts', 'A game system knows'],
  ['e2e/stories/start.story.ts', '#crdt-rules', 'through the page'],
  ['client/platform/clock.ts', '../sync/index.ts', 'below everything'],
  ['client/maps/grids/grid.ts', '../../world/index.ts', 'Geometry knows no screen'],
  ['client/sight/sight.ts', '../table/index.ts', 'Geometry knows no screen'],
  ['client/texts/told.ts', '../world/index.ts', 'Words know nobody'],
  ['client/ui/health.ts', '../world/index.ts', 'Pieces of screen know nothing'],
  ['client/sync/log/outbox.ts', '../../world/index.ts', 'Sync knows documents'],
  ['client/sync/session.ts', '#relay/room', 'by its wire only'],
  ['client/sync/session.ts', '../../relay/room.ts', 'by its wire only'],
  ['client/assets/pinning.ts', '../library/index.ts', 'Files know keys and relay'],
  ['client/world/world.ts', '../library/index.ts', 'does not know who looks'],
  ['client/world/deeds/moves.ts', '../../scenes/index.ts', 'does not know who looks'],
  ['client/world/world.ts', '../platform/index.ts', 'does not know who looks'],
  ['client/table/table.ts', '../sync/index.ts', 'Screens know the world'],
  ['client/table/tools/ruler.ts', '../../platform/index.ts', 'Screens know the world'],
]

test.each(against)('%s may not import %s', async (file, imported, why) => {
  expect(await said(file, `import '${imported}'`)).toEqual([expect.stringContaining(why)])
})

test('a folder may import what lies below it, and its own folders whatever they are called', async () => {
  expect(await said('client/world/deeds/seed.ts', "import '../library/library.ts'")).toEqual([])
  expect(await said('client/world/world.ts', "import '../sync/index.ts'")).toEqual([])
  expect(await said('client/table/table.ts', "import '../world/index.ts'")).toEqual([])
  expect(await said('client/sync/session.ts', "import '#relay/wire'")).toEqual([])
})

test.each(['window', 'indexedDB', 'WebSocket', 'navigator', 'localStorage'])(
  'only the platform names %s',
  async (name) => {
    expect(await said('client/world/world.ts', `export const it = ${name}`)).toEqual([
      expect.stringContaining('Only client/platform names the browser'),
    ])
    expect(await said('client/platform/page.ts', `export const it = ${name}`)).toEqual([])
  },
)
