import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AssetId, AssetStore } from '../assets/index.ts'
import type { Heard, Music } from '../world/index.ts'
import { createPlayer } from './player.ts'
import { usualVolumes } from './volumes.ts'

const began = Date.UTC(2026, 10, 20, 20)
const [first, second] = ['a', 'b'].map((letter) => letter.repeat(64) as AssetId)

beforeEach(() => void vi.useFakeTimers({ now: began }))
afterEach(() => void vi.useRealTimers())

/** A browser's sound as far as the player uses it: nothing is heard, all is noted. */
function setUp(missing: readonly string[] = []) {
  const audio = {
    paused: true,
    ended: false,
    currentTime: 0,
    duration: 60,
    src: '',
    play() {
      audio.paused = false
      return Promise.resolve()
    },
    pause: () => void (audio.paused = true),
    removeAttribute: () => void (audio.src = ''),
  }
  const levels: number[] = []
  const sources: { loop: boolean; started: boolean; stopped: boolean }[] = []
  const gainNode = () => {
    const node = {
      gain: { value: 1, setTargetAtTime: (level: number) => levels.push(level) },
      connect: (to: unknown) => to,
    }
    return node
  }
  const state = { isAllowed: true, blocked: [] as boolean[] }
  const context = {
    currentTime: 0,
    destination: {},
    get state() {
      return state.isAllowed ? 'running' : 'suspended'
    },
    createGain: gainNode,
    createMediaElementSource: () => ({ connect: () => undefined }),
    createBuffer: (_channels: number, length: number, rate: number) => ({
      duration: length / rate,
      getChannelData: () => new Float32Array(length),
    }),
    createBufferSource() {
      const source = { loop: false, started: false, stopped: false }
      sources.push(source)
      return Object.assign(source, {
        connect: (to: unknown) => to,
        start: () => void (source.started = true),
        stop: () => void (source.stopped = true),
      })
    },
    resume: () => Promise.resolve(),
    close: () => Promise.resolve(),
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }
  const assets = {
    get: (id: AssetId) =>
      Promise.resolve(
        missing.includes(id)
          ? { type: 'missing', sentence: 'Away.' }
          : { type: 'got', blob: new Blob([id]) },
      ),
  } as Partial<AssetStore> as AssetStore
  const player = createPlayer({
    assets,
    nowMs: () => Date.now(),
    context: context as unknown as AudioContext,
    makeAudio: () => audio as unknown as HTMLAudioElement,
    onBlocked: (isBlocked) => state.blocked.push(isBlocked),
  })
  return { player, audio, sources, levels, state }
}

function heard(music: Partial<Music> | undefined, ambience: Heard['ambience'] = new Set()): Heard {
  const tracks = [first, second].map((id, at) => ({
    id: id as AssetId,
    name: `${at}`,
    seconds: 60,
  }))
  const whole = { tracks, loop: 'all', track: 0, seconds: 0, sinceMs: began, ...music } as const
  return { channel: 'session', music: music && whole, ambience }
}

describe('music', () => {
  test('begins where the others are, also for who comes late', async () => {
    const { player, audio } = setUp()
    await vi.advanceTimersByTimeAsync(25_000)
    player.play(heard({}))
    await vi.advanceTimersByTimeAsync(0)
    expect(audio).toMatchObject({ paused: false, currentTime: 25 })
    player.stop()
  })

  test('that drifts is wound, a little is let be; the next track follows by itself', async () => {
    const { player, audio } = setUp()
    player.play(heard({}))
    await vi.advanceTimersByTimeAsync(10_000)
    audio.currentTime = 11.2
    await vi.advanceTimersByTimeAsync(1_000)
    expect(audio.currentTime).toBe(11.2)
    const before = audio.src
    audio.currentTime = 3
    await vi.advanceTimersByTimeAsync(1_000)
    expect(audio.currentTime).toBeCloseTo(12, 0)
    await vi.advanceTimersByTimeAsync(51_000)
    expect(audio.src).not.toBe(before)
    expect(audio.currentTime).toBeLessThan(5)
    player.stop()
  })

  test('stands while it is paused, and is silent while its file is away', async () => {
    const { player, audio } = setUp([second ?? ''])
    player.play(heard({}))
    await vi.advanceTimersByTimeAsync(0)
    player.play(heard({ sinceMs: null }))
    expect(audio.paused).toBe(true)
    player.play(heard({ track: 1 }))
    await vi.advanceTimersByTimeAsync(2_000)
    expect(audio.paused).toBe(true)
    player.stop()
  })
})

describe('ambience', () => {
  test('goes round while it is wanted, and ends when it is not', () => {
    const { player, sources } = setUp()
    player.play(heard(undefined, new Set(['rain', 'fire'])))
    player.play(heard(undefined, new Set(['rain', 'fire'])))
    expect(sources).toHaveLength(2)
    expect(sources.every(({ loop, started }) => loop && started)).toBe(true)
    player.play(heard(undefined, new Set(['fire'])))
    expect(sources.filter(({ stopped }) => stopped)).toHaveLength(1)
    player.stop()
  })
})

test('a browser that keeps sound back is told of, until it lets go', async () => {
  const { player, state } = setUp()
  state.isAllowed = false
  player.play(heard(undefined, new Set(['wind'])))
  await vi.advanceTimersByTimeAsync(0)
  expect(state.blocked.at(-1)).toBe(true)
  state.isAllowed = true
  player.allow()
  await vi.advanceTimersByTimeAsync(0)
  expect(state.blocked.at(-1)).toBe(false)
  player.stop()
})

test('muted is silent, whatever the levels are', () => {
  const { player, levels } = setUp()
  player.setVolumes({ ...usualVolumes, isMuted: true })
  expect(levels).toEqual([0, 0, 0])
  player.setVolumes({ ...usualVolumes, music: 1 })
  expect(levels.at(-3)).toBe(1)
  player.stop()
})
