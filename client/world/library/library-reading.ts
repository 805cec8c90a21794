import type { RuleDocument } from '#crdt-rules'
import { isAssetId, type AssetId } from '../../assets/index.ts'
import type { SyncSession } from '../../sync/index.ts'
import type { SessionDocuments } from '../documents/documents.ts'
import { toText, toTexts } from '../documents/foreign.ts'
import type { Topics } from '../topics.ts'
import {
  FileMade,
  kindOfFile,
  longestFileName,
  longestFolderName,
  longestTag,
  StoredFile,
  type LibraryFile,
} from './library-file.ts'

/** The files of a session as this member may see them. */
export interface LibraryReading {
  /** By name. */
  files(): readonly LibraryFile[]
  file(id: string): LibraryFile | undefined
  /** The documents that hold a file, the one that is read first. */
  holders(id: string): readonly RuleDocument[]
  /** The private documents that are open here, by member. */
  readonly privates: ReadonlyMap<string, RuleDocument>
}

interface ReadingOptions {
  readonly session: SyncSession
  readonly documents: SessionDocuments
  readonly topics: Topics
}

/** Reads the library from the table, from the GM's document and from the private ones. */
export function createLibraryReading(options: ReadingOptions): LibraryReading {
  const { session, documents, topics } = options
  const { table, gm } = documents
  const privates = new Map<string, RuleDocument>()
  const known = new Map<string, LibraryFile | undefined>()
  let sorted: readonly LibraryFile[] | undefined

  function changed(paths: ReadonlySet<string>): void {
    for (const path of paths) known.delete(path.split('.', 2)[1] ?? '')
    sorted = undefined
    topics.tell('library')
  }

  documents.onOpened((document, name) => {
    const isPrivate = name.startsWith('private/')
    if (!isPrivate && document !== table && document !== gm) return
    if (isPrivate) privates.set(name.slice('private/'.length), document)
    document.subscribe('library', changed)
    changed(new Set(document.paths('library')))
  })

  const own = () => privates.get(session.member)

  function holders(id: string): readonly RuleDocument[] {
    const sources = [table, ...(gm === undefined ? [own()] : [gm])]
    return sources.flatMap((document) => (document?.exists(`library.${id}`) ? document : []))
  }

  function read(id: string): LibraryFile | undefined {
    const [document] = holders(id)
    const entity = `library.${id}`
    const file = StoredFile.safeParse(document?.read(`${entity}.file`)).data
    if (document === undefined || file === undefined || file.id !== id) return undefined
    return {
      id: file.id,
      name: toText(document.read(`${entity}.name`), '…', longestFileName),
      folder: toText(document.read(`${entity}.folder`), '', longestFolderName),
      tags: toTexts(document.read(`${entity}.tags`)).map((tag) => tag.slice(0, longestTag)),
      kind: kindOfFile(file.mime),
      file,
      made: FileMade.safeParse(document.read(`${entity}.made`)).data ?? { by: '', at: 0 },
      place: document === table ? 'shared' : document === gm ? 'secret' : 'given',
      sharedWith: document === gm ? givenTo(entity) : [],
    }
  }

  function givenTo(entity: string): readonly string[] {
    return [...privates].flatMap(([member, document]) =>
      member !== session.member && document.exists(entity) ? [member] : [],
    )
  }

  function file(id: string): LibraryFile | undefined {
    if (!isAssetId(id)) return undefined
    if (!known.has(id)) known.set(id, read(id))
    return known.get(id)
  }

  return {
    file,
    holders,
    privates,
    files() {
      sorted ??= idsIn([table, gm, own()])
        .flatMap((id) => file(id) ?? [])
        .sort((one, other) => inOrder.compare(one.name, other.name))
      return sorted
    },
  }
}

function idsIn(documents: readonly (RuleDocument | undefined)[]): readonly AssetId[] {
  const ids = documents.flatMap((document) => document?.entities('library') ?? [])
  return [...new Set(ids)].filter(isAssetId)
}

const inOrder = new Intl.Collator(undefined, { numeric: true })
