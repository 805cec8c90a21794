import { addWinsSet, gmWins, lww, order, type Rule } from '#crdt-rules'
import { z } from 'zod'
import { Music } from './music.ts'

/** Sounds that every device makes by itself, without a file. */
export const Ambience = z.enum(['rain', 'wind', 'fire', 'tavern', 'cave', 'night'])
export type Ambience = z.infer<typeof Ambience>

/** One-shots that every device makes by itself. */
export const MadeEffect = z.enum(['thunder', 'bell', 'drum', 'gust'])
export type MadeEffect = z.infer<typeof MadeEffect>

export const longestPlaylistName = 80

/** What sounds is one value and a GM's word comes first; ambience and playlists merge piece by piece. */
export const soundRules: Readonly<Record<string, Rule>> = {
  'session.sound.music': gmWins(lww(Music.nullable())),
  'session.sound.ambience': addWinsSet(Ambience),
  'scenes.*.music': gmWins(lww(Music.nullable())),
  'scenes.*.ambience': addWinsSet(Ambience),
  'playlists.*.name': lww(z.string().min(1).max(longestPlaylistName)),
  'playlists.*.tracks': order(z.number()),
}

/** Where music is put on: the whole session, or one scene, by its id. */
export type Channel = string
/** The channel that is heard wherever a scene has no music of its own. */
export const wholeSession: Channel = 'session'

/** The entity whose values a channel's sound is. */
export function soundEntity(channel: Channel): string {
  return channel === wholeSession ? 'session.sound' : `scenes.${channel}`
}
