import type { RuleDocument } from '#crdt-rules'
import type { SyncSession } from '../../sync/index.ts'
import { line, type Line } from '../../texts/told.ts'
import type { UndoPart } from '../deeds/undo.ts'
import type { SessionDocuments } from '../documents/documents.ts'
import type { MergedView } from '../documents/merged.ts'
import type { Ids } from '../ids.ts'
import type { Topics } from '../topics.ts'
import type { Answer } from '../views.ts'
import type { Effects } from './effects.ts'
import { looping, movedTo, paused, placeIn, resumed, type Loop, type Music } from './music.ts'
import type { Track } from './music.ts'
import { longestPlaylistName, soundEntity, type Ambience, type Channel } from './sound-rules.ts'
import { placesIn, type SoundReading } from './sound-reading.ts'
import { refuse } from '../refuse.ts'

/** What is heard at the table, and a GM's hands on it. */
export interface Sound extends SoundReading, Effects {
  play(channel: Channel, tracks: readonly Track[], from?: number): Answer
  pause(channel: Channel): Answer
  resume(channel: Channel): Answer
  stop(channel: Channel): Answer
  /** To the next track, or back by one. */
  skip(channel: Channel, by: 1 | -1): Answer
  seek(channel: Channel, seconds: number): Answer
  loop(channel: Channel, loop: Loop): Answer
  setAmbience(channel: Channel, ambience: Ambience, isOn: boolean): Answer
  createPlaylist(name: string): Answer & { readonly id?: string }
  renamePlaylist(id: string, name: string): Answer
  removePlaylist(id: string): Answer
  addTrack(playlist: string, file: string): Answer
  removeTrack(playlist: string, file: string): Answer
  /** Puts a track one place further up or down. */
  moveTrack(playlist: string, file: string, by: 1 | -1): Answer
  /** The session's clock, ms since 1970. */
  nowMs(): number
}

interface SoundOptions {
  readonly session: SyncSession
  readonly documents: SessionDocuments
  readonly merged: MergedView
  readonly reading: SoundReading
  readonly effects: Effects
  readonly undo: UndoPart
  readonly topics: Topics
  readonly ids: Ids
}

export function createSound(options: SoundOptions): Sound {
  const { session, documents, merged, reading, undo, topics } = options
  const { table, gm } = documents

  function changed(): void {
    topics.tell('sound')
  }

  for (const kind of ['session.sound', 'playlists']) merged.subscribe(kind, changed)
  merged.subscribe('scenes', changed)
  topics.on('scene', changed)
  topics.on('library', changed)

  function write(
    document: RuleDocument,
    said: Line,
    body: (document: RuleDocument) => void,
  ): Answer {
    if (gm === undefined) return refuse('refused.gmSound')
    const receipt = documents.write(document, () => body(document))
    undo.push({
      line: said,
      receipts: [{ document, receipt }],
      secret: document === gm,
      logged: false,
    })
    session.urgent()
    return { type: 'done' }
  }

  function put(channel: Channel, said: Line, music: Music | null): Answer {
    const entity = soundEntity(channel)
    return write(holderOf(entity), said, (document) =>
      document.write(`${entity}.music`, { set: music }),
    )
  }

  function holderOf(entity: string): RuleDocument {
    return entity.startsWith('scenes.') ? merged.holder(entity) : table
  }

  function change(channel: Channel, said: Line, to: (music: Music) => Music): Answer {
    const music = reading.music(channel)
    return music === undefined ? refuse('refused.noMusic') : put(channel, said, to(music))
  }

  function writeList(id: string, said: Line, body: (document: RuleDocument) => void): Answer {
    if (gm === undefined) return refuse('refused.gmSound')
    if (!gm.exists(`playlists.${id}`)) return refuse('refused.playlistGone')
    return write(gm, said, body)
  }

  const placesOf = (id: string) => placesIn(gm?.read(`playlists.${id}.tracks`))

  return {
    ...reading,
    ...options.effects,
    nowMs: () => session.now(),

    play(channel, tracks, from = 0) {
      if (tracks.length === 0) return refuse('refused.nothingToPlay')
      const loop = reading.music(channel)?.loop ?? 'all'
      const shown = tracks.slice(0, 100)
      const name = shown[from]?.name ?? ''
      const track = Math.min(from, shown.length - 1)
      return put(channel, line('told.musicOn', name), {
        tracks: [...shown],
        loop,
        track,
        seconds: 0,
        sinceMs: session.now(),
      })
    },

    pause: (channel) =>
      change(channel, line('told.musicPaused'), (music) => paused(music, session.now())),
    resume: (channel) =>
      change(channel, line('told.musicResumed'), (music) => resumed(music, session.now())),
    stop: (channel) => put(channel, line('told.musicStopped'), null),

    skip: (channel, by) =>
      change(channel, line('told.musicSkipped'), (music) => {
        const { tracks } = music
        const { track } = placeIn(music, session.now())
        return movedTo(music, (track + by + tracks.length) % tracks.length, 0, session.now())
      }),

    seek: (channel, seconds) =>
      change(channel, line('told.musicWound'), (music) => {
        const { track } = placeIn(music, session.now())
        return movedTo(music, track, seconds, session.now())
      }),

    loop: (channel, loop) =>
      change(channel, line('told.musicRepeats'), (music) => looping(music, loop, session.now())),

    setAmbience(channel, ambience, isOn) {
      const entity = soundEntity(channel)
      const said = line(isOn ? 'told.ambienceOn' : 'told.ambienceOff')
      return write(holderOf(entity), said, (document) =>
        document.write(`${entity}.ambience`, isOn ? { add: ambience } : { remove: ambience }),
      )
    },

    createPlaylist(name) {
      if (gm === undefined) return refuse('refused.gmSound')
      const named = name.trim().slice(0, longestPlaylistName)
      if (named === '') return refuse('refused.playlistName')
      const id = options.ids.playlist()
      const answer = write(gm, line('told.playlistMade', named), (document) => {
        document.create(`playlists.${id}`)
        document.write(`playlists.${id}.name`, { set: named })
      })
      return { ...answer, id }
    },

    renamePlaylist(id, name) {
      const named = name.trim().slice(0, longestPlaylistName)
      if (named === '') return refuse('refused.playlistName')
      return writeList(id, line('told.playlistChanged'), (document) =>
        document.write(`playlists.${id}.name`, { set: named }),
      )
    },

    removePlaylist: (id) =>
      writeList(id, line('told.playlistRemoved'), (document) => document.remove(`playlists.${id}`)),

    addTrack(id, file) {
      const lowest = Math.min(0, ...placesOf(id).map(({ position }) => position))
      return writeList(id, line('told.playlistChanged'), (document) =>
        document.write(`playlists.${id}.tracks`, { add: { id: file, position: lowest - 1 } }),
      )
    },

    removeTrack: (id, file) =>
      writeList(id, line('told.playlistChanged'), (document) =>
        document.write(`playlists.${id}.tracks`, { remove: file }),
      ),

    moveTrack(id, file, by) {
      const places = placesOf(id)
      const at = places.findIndex((place) => place.id === file)
      const other = places[at + by]
      if (at < 0 || other === undefined) return { type: 'done' }
      const beyond = places[at + 2 * by]?.position ?? other.position - by
      return writeList(id, line('told.playlistChanged'), (document) =>
        document.write(`playlists.${id}.tracks`, {
          add: { id: file, position: (other.position + beyond) / 2 },
        }),
      )
    },
  }
}
