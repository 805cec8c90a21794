import type { RuleDocument } from '#crdt-rules'
import type { AssetId } from '../../assets/index.ts'
import type { SyncSession } from '../../sync/index.ts'
import { line, type Line } from '../../texts/told.ts'
import type { UndoPart } from '../deeds/undo.ts'
import { copyEntity } from '../documents/copy-entity.ts'
import type { SessionDocuments } from '../documents/documents.ts'
import type { Answer, MemberView } from '../views.ts'
import { longestFileName, longestFolderName, longestTag } from './library-file.ts'
import type { FileUse, LibraryFile, NewFile } from './library-file.ts'
import type { LibraryReading } from './library-reading.ts'
import { refuse } from '../refuse.ts'

/** Who may see and use a file: the GM alone, everyone, or the GM and these members. */
export type SharedWith = 'gm' | 'everyone' | readonly string[]

/** The files of a session: pictures and sounds, by folder and tag, each once. */
export interface Library extends Pick<LibraryReading, 'files' | 'file'> {
  /** Adds a file that this device keeps; one that is there already stays as it is. */
  add(file: NewFile): Answer
  change(id: string, change: { readonly name?: string; readonly folder?: string }): Answer
  tag(id: string, tag: string, isOn: boolean): Answer
  /** Takes a file out of the library. Where it is used it stays in use. */
  remove(id: string): Answer
  share(id: string, people: SharedWith): Answer
  /** What I added is mine to change, and everything is a GM's. */
  isMineToChange(file: LibraryFile): boolean
  usesOf(id: string): readonly FileUse[]
  /** Every file that the session refers to, as far as this device sees; the relay keeps those. */
  needed(): ReadonlySet<AssetId>
}

interface LibraryOptions {
  readonly session: SyncSession
  readonly documents: SessionDocuments
  readonly reading: LibraryReading
  readonly undo: UndoPart
  readonly me: () => MemberView
  readonly uses: Pick<Library, 'usesOf' | 'needed'>
}

export function createLibrary(options: LibraryOptions): Library {
  const { session, documents, reading, undo } = options
  const { table, gm } = documents

  function put(
    holders: readonly RuleDocument[],
    said: Line,
    write: (document: RuleDocument) => void,
  ): Answer {
    const receipts = holders.map((document) => ({
      document,
      receipt: documents.write(document, () => write(document)),
    }))
    const secret = !holders.includes(table)
    undo.push({ line: said, receipts, secret, logged: false })
    session.urgent()
    return { type: 'done' }
  }

  function isMineToChange({ made, place }: LibraryFile): boolean {
    const { role, id } = options.me()
    return role === 'gm' || (role === 'player' && made.by === id && place === 'shared')
  }

  /** Writes to wherever a file of mine is held. */
  function change(
    id: string,
    say: (name: string) => Line,
    write: (document: RuleDocument) => void,
  ): Answer {
    const file = reading.file(id)
    if (file === undefined) return refuse('refused.fileGone')
    if (!isMineToChange(file)) {
      return refuse('refused.notYourFile')
    }
    const given = file.sharedWith.flatMap((member) => reading.privates.get(member) ?? [])
    return put([...reading.holders(id), ...given], say(file.name), write)
  }

  /** Files move between who holds them; what is told of them before is not taken back by undo. */
  function give(id: string, from: RuleDocument, to: readonly RuleDocument[]): void {
    for (const document of to) {
      documents.write(document, () => copyEntity(from, document, `library.${id}`))
    }
  }

  function takeAway(id: string, from: readonly RuleDocument[]): void {
    for (const document of from) {
      documents.write(document, () => document.purge(`library.${id}`))
    }
  }

  return {
    files: reading.files,
    file: reading.file,
    isMineToChange,
    ...options.uses,

    add({ file, name, folder = '', tags = [], secret }) {
      const document = secret ? gm : table
      if (!session.canWrite('table')) return refuse('refused.spectatorFile')
      if (document === undefined) return refuse('refused.gmSecretFile')
      const { id } = file
      if (reading.file(id) !== undefined) return { type: 'done' }
      const entity = `library.${id}`
      const named = tidy(name, longestFileName) || '…'
      return put([document], line('told.fileAdded', named), () => {
        document.restore(entity)
        document.write(`${entity}.file`, { set: file })
        document.write(`${entity}.name`, { set: named })
        document.write(`${entity}.made`, { set: { by: options.me().id, at: session.now() } })
        const filed = tidy(folder, longestFolderName)
        if (filed !== '') document.write(`${entity}.folder`, { set: filed })
        for (const tag of tags) {
          const said = tidy(tag, longestTag)
          if (said !== '') document.write(`${entity}.tags`, { add: said })
        }
      })
    },

    change(id, { name, folder }) {
      const named = name === undefined ? undefined : tidy(name, longestFileName)
      if (named === '') return refuse('refused.fileName')
      const filed = folder === undefined ? undefined : tidy(folder, longestFolderName)
      return change(
        id,
        (before) => line('told.fileChanged', before),
        (document) => {
          if (named !== undefined) document.write(`library.${id}.name`, { set: named })
          if (filed !== undefined) document.write(`library.${id}.folder`, { set: filed })
        },
      )
    },

    tag(id, tag, isOn) {
      const said = tidy(tag, longestTag)
      if (said === '') return refuse('refused.tagName')
      return change(
        id,
        (name) => line('told.fileTagged', name),
        (document) => document.write(`library.${id}.tags`, isOn ? { add: said } : { remove: said }),
      )
    },

    remove: (id) =>
      change(
        id,
        (name) => line('told.fileRemoved', name),
        (document) => document.remove(`library.${id}`),
      ),

    share(id, people) {
      if (gm === undefined) return refuse('refused.gmFile')
      const [from] = reading.holders(id)
      if (from === undefined) return refuse('refused.fileGone')
      const chosen = typeof people === 'string' ? [] : people
      const reached = chosen.flatMap((member) => reading.privates.get(member) ?? [])
      const others = [...reading.privates.values()].filter((one) => one.exists(`library.${id}`))
      const home = people === 'everyone' ? table : gm
      if (from !== home) give(id, from, [home])
      give(id, home, reached)
      takeAway(
        id,
        [...others, table, gm].filter(
          (one) => one !== home && !reached.includes(one) && one.exists(`library.${id}`),
        ),
      )
      undo.forget([`library.${id}`])
      session.urgent()
      return reached.length === chosen.length ? { type: 'done' } : refuse('refused.fileNotMet')
    },
  }
}

function tidy(text: string, longest: number): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, longest)
}
