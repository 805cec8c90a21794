import type { FileKind, LibraryFile } from '../world/index.ts'

/** Which files are meant; what is left out narrows nothing. */
export interface Wanted {
  readonly text: string
  readonly folder?: string | undefined
  readonly tag?: string | undefined
  readonly kind?: FileKind | undefined
}

/** The files that every word is found in: in the name, the folder or a tag. In their order. */
export function searchFiles(files: readonly LibraryFile[], wanted: Wanted): readonly LibraryFile[] {
  const words = fold(wanted.text).split(/\s+/).filter(Boolean)
  return files.filter(({ name, folder, tags, kind }) => {
    if (wanted.kind !== undefined && wanted.kind !== kind) return false
    if (wanted.folder !== undefined && wanted.folder !== folder) return false
    if (wanted.tag !== undefined && !tags.includes(wanted.tag)) return false
    const said = fold([name, folder, ...tags].join(' '))
    return words.every((word) => said.includes(word))
  })
}

/** The folders of files, by name, without the empty one. */
export function foldersOf(files: readonly LibraryFile[]): readonly string[] {
  return inOrder(files.map(({ folder }) => folder))
}

/** The tags of files, by name. */
export function tagsOf(files: readonly LibraryFile[]): readonly string[] {
  return inOrder(files.flatMap(({ tags }) => tags))
}

function inOrder(names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter(Boolean).sort((one, other) => one.localeCompare(other))
}

/** Without marks and capitals, so that 'Muhle' finds 'Mühle'. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
}
