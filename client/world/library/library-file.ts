import { addWinsSet, lww, type Rule } from '#crdt-rules'
import { z } from 'zod'
import { AssetReference, isAssetId, type AssetId } from '../../assets/index.ts'

export const longestFileName = 120
export const longestFolderName = 60
export const longestTag = 40

/** What a file is: where it lies, and for a picture a small one of it, for a sound its length. */
export const StoredFile = AssetReference.extend({
  seconds: z.number().positive().max(86_400).optional(),
  thumbnail: z.custom<AssetId>(isAssetId).optional(),
})
export type StoredFile = z.infer<typeof StoredFile>

/** The member who added a file, and when, in ms since 1970. */
export const FileMade = z.object({ by: z.string().max(64), at: z.number().min(0) })
export type FileMade = z.infer<typeof FileMade>

/** Name, folder and tags merge apart. A file is named by its content, so one content is one file. */
export const libraryRules: Readonly<Record<string, Rule>> = {
  'library.*.name': lww(z.string().min(1).max(longestFileName)),
  'library.*.folder': lww(z.string().max(longestFolderName)),
  'library.*.tags': addWinsSet(z.string().min(1).max(longestTag)),
  'library.*.file': lww(StoredFile),
  'library.*.made': lww(FileMade),
}

/** A file of the library as screens show it. */
export interface LibraryFile {
  readonly id: AssetId
  readonly name: string
  /** Empty for files that lie in none. */
  readonly folder: string
  readonly tags: readonly string[]
  readonly kind: FileKind
  readonly file: StoredFile
  readonly made: FileMade
  /** Everyone's; the GM's alone or with those it is shared with; or shared with me. */
  readonly place: 'shared' | 'secret' | 'given'
  /** The members who were let in on a file of the GM's, as far as this device may know. */
  readonly sharedWith: readonly string[]
}

export type FileKind = 'picture' | 'sound' | 'other'

/** Which kind a media type is. */
export function kindOfFile(mime: string): FileKind {
  if (mime.startsWith('image/')) return 'picture'
  return mime.startsWith('audio/') ? 'sound' : 'other'
}

/** Where a file is used; `name` is a scene's, token's, entry's or playlist's. */
export interface FileUse {
  readonly kind: 'scene' | 'token' | 'actor' | 'entry' | 'playlist' | 'music'
  readonly id: string
  readonly name: string
}

/** What is added to the library. */
export interface NewFile {
  readonly file: StoredFile
  readonly name: string
  readonly folder?: string
  readonly tags?: readonly string[]
  /** Only for the GM so far. */
  readonly secret: boolean
}
