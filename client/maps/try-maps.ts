import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readImageHeader, readUniversalVtt } from './index.ts'

/** `node --import tsx client/maps/try-maps.ts FOLDER` prints a line for every file below a folder. */
const [folder] = process.argv.slice(2)
if (folder === undefined) {
  console.error('Name a folder: node --import tsx client/maps/try-maps.ts FOLDER')
  process.exit(1)
}
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
for (const file of files.toSorted()) {
  const path = join(folder, file)
  if (statSync(path).isFile()) console.log(`${file}: ${describe(readFileSync(path))}`)
}

function describe(bytes: Uint8Array): string {
  const header = readImageHeader(bytes)
  if (header.type === 'image') {
    return `picture ${header.mime} ${header.widthPixels} x ${header.heightPixels}`
  }
  const start = performance.now()
  const file = readUniversalVtt(bytes)
  if (file.type === 'refused') return `refused. ${file.because}`
  const { grid, size, walls, doors, windows, lights, environment, image } = file.plan
  const terrain = walls.filter(({ kind }) => kind === 'terrain').length
  const picture =
    image === undefined
      ? 'no picture'
      : `${image.mime} ${image.widthPixels} x ${image.heightPixels}, ${(image.bytes.length / 1e6).toFixed(1)} MB`
  return [
    `${grid.kind} ${size.columns} x ${size.rows} cells`,
    `${grid.pixelsPerCell?.toFixed(1) ?? '?'} px a cell`,
    `${walls.length - terrain} walls, ${terrain} terrain`,
    `${doors.length} doors (${doors.filter(({ isOpen }) => isOpen).length} open), ${windows.length} windows`,
    `${lights.length} lights, ${environment.ambient}`,
    picture,
    `${(performance.now() - start).toFixed(0)} ms`,
    file.notes.length === 0 ? 'nothing wrong' : file.notes.join(' '),
  ].join('; ')
}
