import type { AssetId, AssetStore } from '../assets/index.ts'
import { placeIn, type Ambience, type Effect, type Heard, type Music } from '../world/index.ts'
import { makeAmbience } from './made/ambience.ts'
import { makeEffect } from './made/effects.ts'
import { sampleRate } from './made/waves.ts'
import type { Volumes } from './volumes.ts'

interface PlayerOptions {
  readonly assets: AssetStore
  /** The session's clock, ms since 1970. */
  readonly nowMs: () => number
  readonly context: AudioContext
  readonly makeAudio: () => HTMLAudioElement
  /** The browser lets nothing be heard before the person clicks; or it does again. */
  readonly onBlocked: (isBlocked: boolean) => void
}

/** What this device plays. */
export interface Player {
  /** Plays what is to be heard now; tell it again whenever that changes. */
  play(heard: Heard): void
  playOnce(effect: Effect): void
  setVolumes(volumes: Volumes): void
  /** Tries again to be heard; from within a click it is allowed. */
  allow(): void
  stop(): void
}

const FADE_SECONDS = 0.8
const LOOK_EVERY_MS = 1_000
/** Further than this from where the others are, music is wound; less is not heard. */
const DRIFT_SECONDS = 0.4
/** An effect that comes later than this belongs to nothing any more. */
const LATEST_EFFECT_MS = 4_000

/** Music from files at the place where everybody hears it, ambience made here, and effects. */
export function createPlayer(options: PlayerOptions): Player {
  const { assets, nowMs, context } = options
  const stopping = new AbortController()
  const outputs = {
    music: outputOf(context),
    ambience: outputOf(context),
    effects: outputOf(context),
  }
  const surrounding = new Map<
    Ambience,
    { readonly source: AudioBufferSourceNode; readonly gain: GainNode }
  >()
  const buffers = new Map<string, AudioBuffer>()
  const audio = options.makeAudio()
  context.createMediaElementSource(audio).connect(outputs.music)
  let music: Music | undefined
  let loaded: { readonly id: AssetId; url?: string } | undefined
  let timer: ReturnType<typeof setInterval> | undefined

  function bufferOf(name: string, make: () => Float32Array): AudioBuffer {
    const known = buffers.get(name)
    if (known !== undefined) return known
    const samples = make()
    const buffer = context.createBuffer(1, samples.length, sampleRate)
    buffer.getChannelData(0).set(samples)
    buffers.set(name, buffer)
    return buffer
  }

  function surround(wanted: ReadonlySet<Ambience>): void {
    const now = context.currentTime
    for (const [kind, { source, gain }] of surrounding) {
      if (wanted.has(kind)) continue
      gain.gain.setTargetAtTime(0, now, FADE_SECONDS / 2)
      source.stop(now + FADE_SECONDS * 3)
      surrounding.delete(kind)
    }
    for (const kind of wanted) {
      if (surrounding.has(kind)) continue
      const [source, gain] = [context.createBufferSource(), context.createGain()]
      source.buffer = bufferOf(kind, () => makeAmbience(kind))
      source.loop = true
      gain.gain.value = 0
      gain.gain.setTargetAtTime(1, now, FADE_SECONDS)
      source.connect(gain).connect(outputs.ambience)
      // Everybody's rain falls alike: it begins where the session's clock says.
      source.start(0, (nowMs() / 1000) % source.buffer.duration)
      surrounding.set(kind, { source, gain })
    }
  }

  /** Brings the music to where it stands now. Called often; does nothing when it is there. */
  function follow(): void {
    const place = music && placeIn(music, nowMs())
    const track = place && music?.tracks[place.track]
    if (music === undefined || track === undefined || place?.state !== 'playing') {
      audio.pause()
      return
    }
    if (loaded?.id !== track.id) return void load(track.id)
    if (loaded.url === undefined) return
    if (Math.abs(audio.currentTime - place.seconds) > DRIFT_SECONDS) {
      audio.currentTime = Math.min(place.seconds, audio.duration || place.seconds)
    }
    if (audio.paused && !audio.ended) audio.play().catch(() => undefined)
  }

  async function load(id: AssetId): Promise<void> {
    const loading: NonNullable<typeof loaded> = { id }
    unload()
    loaded = loading
    const answer = await fetched(id)
    if (loaded !== loading) return
    if (answer === undefined) {
      // It may come from another device; until then this one is silent.
      loaded = undefined
      return
    }
    loading.url = URL.createObjectURL(answer)
    audio.src = loading.url
    follow()
    fetchNext(id)
  }

  function unload(): void {
    audio.pause()
    if (loaded?.url === undefined) return
    audio.removeAttribute('src')
    URL.revokeObjectURL(loaded.url)
  }

  async function fetched(id: AssetId): Promise<Blob | undefined> {
    try {
      const answer = await assets.get(id, { signal: stopping.signal })
      return answer.type === 'got' ? answer.blob : undefined
    } catch {
      return undefined
    }
  }

  /** So that the next track begins without a pause. */
  function fetchNext(id: AssetId): void {
    const tracks = music?.tracks ?? []
    const at = tracks.findIndex((track) => track.id === id)
    const next = tracks[(at + 1) % Math.max(tracks.length, 1)]
    if (next !== undefined && next.id !== id) void fetched(next.id)
  }

  async function once(effect: Effect): Promise<void> {
    const askedAtMs = nowMs()
    const source = context.createBufferSource()
    if (effect.kind === 'made') {
      source.buffer = bufferOf(effect.effect, () => makeEffect(effect.effect))
    } else {
      const blob = await fetched(effect.id)
      if (blob === undefined || nowMs() - askedAtMs > LATEST_EFFECT_MS) return
      source.buffer = await context.decodeAudioData(await blob.arrayBuffer())
    }
    source.connect(outputs.effects)
    source.start()
  }

  function tellBlocked(): void {
    options.onBlocked(context.state === 'suspended')
  }

  context.addEventListener('statechange', tellBlocked)

  return {
    play(heard) {
      music = heard.music
      surround(heard.ambience)
      timer ??= setInterval(follow, LOOK_EVERY_MS)
      follow()
      this.allow()
    },
    playOnce(effect) {
      this.allow()
      if (context.state === 'running' || effect.kind === 'made')
        void once(effect).catch(() => undefined)
    },
    setVolumes({ music: musicLevel, ambience, effects, isMuted }) {
      const levels = { music: musicLevel, ambience, effects }
      for (const name of ['music', 'ambience', 'effects'] as const) {
        // Ears count in steps of equal proportion.
        const level = isMuted ? 0 : levels[name] ** 2
        outputs[name].gain.setTargetAtTime(level, context.currentTime, 0.05)
      }
    },
    allow() {
      void context.resume().then(tellBlocked, tellBlocked)
      tellBlocked()
      follow()
    },
    stop() {
      stopping.abort()
      clearInterval(timer)
      context.removeEventListener('statechange', tellBlocked)
      unload()
      void context.close()
    },
  }
}

function outputOf(context: AudioContext): GainNode {
  const gain = context.createGain()
  gain.connect(context.destination)
  return gain
}
