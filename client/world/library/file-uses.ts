import type { AssetId } from '../../assets/index.ts'
import { toArt } from '../documents/foreign.ts'
import type { MergedView } from '../documents/merged.ts'
import type { JournalReading } from '../entries/journal-reading.ts'
import type { SoundReading } from '../sound/sound-reading.ts'
import type { ActorSummary, SceneSummary, TokenView } from '../views.ts'
import { fileOfArt, filesInText } from './art-name.ts'
import type { FileUse } from './library-file.ts'
import type { LibraryReading } from './library-reading.ts'

interface UsesOptions {
  readonly merged: MergedView
  readonly reading: LibraryReading
  readonly scenes: { all(): readonly SceneSummary[] }
  readonly actors: { all(): readonly ActorSummary[] }
  readonly token: (id: string) => TokenView | undefined
  readonly journal: Pick<JournalReading, 'entries' | 'words'>
  readonly sound: SoundReading
}

/** Where files stand: under scenes, on tokens, in the journal, in playlists. Looked up when asked. */
export function createFileUses(options: UsesOptions) {
  const { merged, reading, scenes, actors, journal, sound } = options
  const inWords = new Map<string, { readonly words: string; readonly ids: readonly AssetId[] }>()

  /** Reads a text once and again only when it changed. */
  function filesOfEntry(id: string): readonly AssetId[] {
    const words = journal.words(id)
    const known = inWords.get(id)
    if (known?.words === words) return known.ids
    const ids = filesInText(words)
    inWords.set(id, { words, ids })
    return ids
  }

  function* uses(): Generator<readonly [AssetId, FileUse]> {
    for (const { id, name, picture } of scenes.all()) {
      if (picture !== undefined) yield [picture.asset.id, { kind: 'scene', id, name }]
    }
    for (const { id, name, art } of actors.all()) {
      const file = fileOfArt(art)
      if (file !== undefined) yield [file, { kind: 'actor', id, name }]
    }
    for (const id of merged.entities('tokens')) {
      const file = fileOfArt(toArt(merged.read(`tokens.${id}.art`)))
      if (file === undefined) continue
      yield [file, { kind: 'token', id, name: options.token(id)?.name ?? '' }]
    }
    for (const { id, title } of journal.entries()) {
      for (const file of filesOfEntry(id)) yield [file, { kind: 'entry', id, name: title }]
    }
    for (const { id, name, tracks } of sound.playlists()) {
      for (const track of tracks) yield [track.id, { kind: 'playlist', id, name }]
    }
    for (const { channel, music } of sound.allMusic()) {
      for (const track of music.tracks) {
        yield [track.id, { kind: 'music', id: channel, name: track.name }]
      }
    }
  }

  return {
    usesOf: (id: string): readonly FileUse[] =>
      [...uses()].flatMap(([file, use]) => (file === id ? use : [])),

    needed(): ReadonlySet<AssetId> {
      const needed = new Set<AssetId>()
      for (const [id] of uses()) needed.add(id)
      for (const { file } of reading.files()) {
        needed.add(file.id)
        if (file.thumbnail !== undefined) needed.add(file.thumbnail)
      }
      return needed
    },
  }
}
