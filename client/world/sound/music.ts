import { z } from 'zod'
import { isAssetId, type AssetId } from '../../assets/index.ts'

/** A piece of music: a file with its name, as it was when it was put on. */
export const Track = z.object({
  id: z.custom<AssetId>(isAssetId),
  name: z.string().max(120),
  seconds: z.number().positive().max(86_400),
})
export type Track = z.infer<typeof Track>

export const Loop = z.enum(['none', 'one', 'all'])
export type Loop = z.infer<typeof Loop>

/**
 * Music that was put on for others: one value, so that place and list never come from different hands.
 * At `sinceMs` of the session's clock it stood `seconds` into the track numbered `track`; null while it is paused.
 */
export const Music = z.object({
  tracks: z.array(Track).min(1).max(100),
  loop: Loop,
  track: z.int().min(0).max(99),
  seconds: z.number().min(0).max(86_400),
  sinceMs: z.number().nullable(),
})
export type Music = z.infer<typeof Music>

/** Where music stands at a moment. */
export interface MusicPlace {
  readonly track: number
  /** Into that track. */
  readonly seconds: number
  readonly state: 'playing' | 'paused' | 'over'
}

/** Where music stands at a moment of the session's clock; the same on every device and for who comes late. */
export function placeIn(music: Music, nowMs: number): MusicPlace {
  const { tracks, loop, sinceMs } = music
  const start = Math.min(music.track, tracks.length - 1)
  if (sinceMs === null) return { track: start, seconds: music.seconds, state: 'paused' }
  let left = music.seconds + Math.max(0, nowMs - sinceMs) / 1000
  if (loop === 'one')
    return { track: start, seconds: left % lengthOf(music, start), state: 'playing' }
  if (loop === 'all') {
    const round = tracks.reduce((sum, { seconds }) => sum + seconds, 0)
    // From the first track on, so that whole rounds fall away.
    left = (left + secondsBefore(music, start)) % round
  }
  for (let at = loop === 'all' ? 0 : start; at < tracks.length; at++) {
    const length = lengthOf(music, at)
    if (left < length) return { track: at, seconds: left, state: 'playing' }
    left -= length
  }
  const last = tracks.length - 1
  return { track: last, seconds: lengthOf(music, last), state: 'over' }
}

/** The same music from another place on, going on or standing as it does. */
export function movedTo(music: Music, track: number, seconds: number, nowMs: number): Music {
  const to = Math.min(Math.max(track, 0), music.tracks.length - 1)
  const isStill = music.sinceMs === null
  return {
    ...music,
    track: to,
    seconds: Math.min(Math.max(seconds, 0), lengthOf(music, to)),
    sinceMs: isStill ? null : nowMs,
  }
}

/** The music standing where it is. */
export function paused(music: Music, nowMs: number): Music {
  const { track, seconds } = placeIn(music, nowMs)
  return { ...music, track, seconds, sinceMs: null }
}

/** The music going on from where it stands; what was over begins again. */
export function resumed(music: Music, nowMs: number): Music {
  const { track, seconds, state } = placeIn(music, nowMs)
  const from = state === 'over' ? { track: 0, seconds: 0 } : { track, seconds }
  return { ...music, ...from, sinceMs: nowMs }
}

/** The music with another way of repeating, without a jump. */
export function looping(music: Music, loop: Loop, nowMs: number): Music {
  const { track, seconds, state } = placeIn(music, nowMs)
  return { ...music, loop, track, seconds, sinceMs: state === 'playing' ? nowMs : null }
}

function lengthOf({ tracks }: Music, track: number): number {
  return tracks[track]?.seconds ?? 1
}

function secondsBefore({ tracks }: Music, track: number): number {
  return tracks.slice(0, track).reduce((sum, { seconds }) => sum + seconds, 0)
}
