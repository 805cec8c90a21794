import type { Json, RuleDocument } from '#crdt-rules'
import { z } from 'zod'
import { toList, toText } from '../documents/foreign.ts'
import type { MergedView } from '../documents/merged.ts'
import type { LibraryReading } from '../library/library-reading.ts'
import { Music, type Track } from './music.ts'
import {
  Ambience,
  longestPlaylistName,
  soundEntity,
  wholeSession,
  type Channel,
} from './sound-rules.ts'

/** A list of music that the GM made. */
export interface Playlist {
  readonly id: string
  readonly name: string
  /** Those of its files that are in the library and have a length, in order. */
  readonly tracks: readonly Track[]
}

/** What is to be heard on this screen. */
export interface Heard {
  readonly channel: Channel
  readonly music: Music | undefined
  readonly ambience: ReadonlySet<Ambience>
}

export interface SoundReading {
  /** What is to be heard where the open scene is: its own music before the session's, and both their ambience. */
  heard(): Heard
  music(channel: Channel): Music | undefined
  ambience(channel: Channel): ReadonlySet<Ambience>
  allMusic(): readonly { readonly channel: Channel; readonly music: Music }[]
  /** By name; the GM's alone. */
  playlists(): readonly Playlist[]
}

interface ReadingOptions {
  readonly merged: MergedView
  readonly gm: RuleDocument | undefined
  readonly library: Pick<LibraryReading, 'file'>
  readonly openSceneId: () => string | undefined
  readonly sceneIds: () => readonly string[]
}

const TrackPlace = z.object({ id: z.string(), position: z.number() })

/** Where the files of a playlist stand in it, first to last. */
export function placesIn(written: Json | undefined): readonly z.infer<typeof TrackPlace>[] {
  return toList(written).flatMap((place) => TrackPlace.safeParse(place).data ?? [])
}

export function createSoundReading(options: ReadingOptions): SoundReading {
  const { merged, gm, library } = options

  function music(channel: Channel): Music | undefined {
    return Music.safeParse(merged.read(`${soundEntity(channel)}.music`)).data
  }

  function ambience(channel: Channel): ReadonlySet<Ambience> {
    const written = toList(merged.read(`${soundEntity(channel)}.ambience`))
    return new Set(written.flatMap((one) => Ambience.safeParse(one).data ?? []))
  }

  function playlist(id: string): Playlist {
    return {
      id,
      name: toText(gm?.read(`playlists.${id}.name`), '…', longestPlaylistName),
      tracks: placesIn(gm?.read(`playlists.${id}.tracks`)).flatMap((place) => {
        const file = library.file(place.id)
        const seconds = file?.file.seconds
        if (file === undefined || seconds === undefined) return []
        return { id: file.id, name: file.name, seconds }
      }),
    }
  }

  return {
    music,
    ambience,

    heard() {
      const scene = options.openSceneId()
      const own = scene === undefined ? undefined : music(scene)
      const channel = own === undefined || scene === undefined ? wholeSession : scene
      return {
        channel,
        music: own ?? music(wholeSession),
        ambience: new Set([
          ...ambience(wholeSession),
          ...(scene === undefined ? [] : ambience(scene)),
        ]),
      }
    },

    allMusic: () =>
      [wholeSession, ...options.sceneIds()].flatMap((channel) => {
        const known = music(channel)
        return known === undefined ? [] : { channel, music: known }
      }),

    playlists: () =>
      (gm?.entities('playlists') ?? [])
        .map(playlist)
        .sort((one, other) => one.name.localeCompare(other.name)),
  }
}
