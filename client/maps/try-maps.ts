/**
 * Reads every map file and picture below a folder and says what it made of it: `npm run try -- FOLDER`.
 * Ends with 1 when a map file is refused or a picture is not known.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { readImageHeader, readUniversalVtt } from './index.ts'

const mapFiles = new Set(['.dd2vtt', '.uvtt', '.df2vtt'])
const pictures = new Set(['.png', '.jpg', '.jpeg', '.webp', '.avif', '.svg'])

const [folder] = process.argv.slice(2)
if (folder === undefined) {
  console.error('Name a folder: node --import tsx client/maps/try-maps.ts FOLDER')
  process.exit(1)
}
let tried = 0
let failures = 0
for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
  const ending = extname(file).toLowerCase()
  if (mapFiles.has(ending)) tell(file, describeMap)
  else if (pictures.has(ending)) tell(file, describePicture)
}
console.log(`${tried} maps tried, ${failures} failures`)
process.exit(failures === 0 ? 0 : 1)

type Described = { readonly type: 'read' | 'refused'; readonly words: string }

function tell(file: string, describe: (bytes: Uint8Array) => Described): void {
  tried++
  const { type, words } = describe(readFileSync(join(folder ?? '', file)))
  if (type === 'refused') failures++
  console.log(`${file}: ${type === 'refused' ? 'refused. ' : ''}${words}`)
}

function describePicture(bytes: Uint8Array): Described {
  const header = readImageHeader(bytes)
  return header.type === 'image'
    ? { type: 'read', words: `${header.mime} ${header.widthPixels} x ${header.heightPixels}` }
    : { type: 'refused', words: 'This is no picture that a map can be made of.' }
}

function describeMap(bytes: Uint8Array): Described {
  const start = performance.now()
  const file = readUniversalVtt(bytes)
  if (file.type === 'refused') return { type: 'refused', words: file.because }
  const { grid, size, walls, doors, windows, lights, environment, image } = file.plan
  const terrain = walls.filter(({ kind }) => kind === 'terrain').length
  const picture =
    image === undefined
      ? 'no picture'
      : `${image.mime} ${image.widthPixels} x ${image.heightPixels}, ${(image.bytes.length / 1e6).toFixed(1)} MB`
  const words = [
    `${grid.kind} ${size.columns} x ${size.rows} cells`,
    `${grid.pixelsPerCell?.toFixed(1) ?? '?'} px a cell`,
    `${walls.length - terrain} walls, ${terrain} terrain`,
    `${doors.length} doors (${doors.filter(({ isOpen }) => isOpen).length} open), ${windows.length} windows`,
    `${lights.length} lights, ${environment.ambient}`,
    picture,
    `${(performance.now() - start).toFixed(0)} ms`,
    file.notes.length === 0 ? 'nothing wrong' : file.notes.join(' '),
  ]
  return { type: 'read', words: words.join('; ') }
}
