// `npm run try -- FOLDER` tries the product on files of yours: monsters are imported and fought, maps are read.
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

const [folder] = process.argv.slice(2)
if (folder === undefined) {
  console.error('Name a folder with monster files or map files: npm run try -- FOLDER')
  process.exit(1)
}
const tries = ['plugins/dnd5e/try-monsters.ts', 'client/maps/try-maps.ts']
const codes = tries.map((script) => {
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', script, resolve(folder)], {
    cwd: new URL('..', import.meta.url),
    stdio: 'inherit',
  })
  return status
})
process.exit(codes.every((code) => code === 0) ? 0 : 1)
