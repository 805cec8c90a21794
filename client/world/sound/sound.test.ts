import { describe, expect, test } from 'vitest'
import type { AssetId } from '../../assets/index.ts'
import { setUpTable } from '../testing/tables.ts'
import { placeIn, type Track } from './music.ts'
import { wholeSession } from './sound-rules.ts'

async function gmAndAlice() {
  const table = await setUpTable()
  const alice = await table.sit('alice', 'player')
  table.meet()
  return { ...table, alice }
}

function track(letter: string, seconds: number): Track {
  return { id: letter.repeat(64) as AssetId, name: `Song ${letter}`, seconds }
}

describe('music', () => {
  test('put on by the GM is heard by all at the same place, also by who comes late', async () => {
    const { gm, alice, sit, meet, pass } = await gmAndAlice()
    gm.world.sound.play(wholeSession, [track('a', 100), track('b', 50)])
    meet()
    pass(30_000)
    const late = await sit('late', 'player')
    meet()
    for (const { world } of [gm, alice, late]) {
      const { music } = world.sound.heard()
      expect(music && placeIn(music, world.sound.nowMs())).toMatchObject({ track: 0, seconds: 30 })
    }
  })

  test('of a scene is heard on it instead of the session’s', async () => {
    const { gm, alice, meet } = await gmAndAlice()
    const scene = gm.world.scene?.id ?? ''
    gm.world.sound.play(wholeSession, [track('a', 100)])
    gm.world.sound.play(scene, [track('b', 100)])
    meet()
    expect(alice.world.sound.heard()).toMatchObject({ channel: scene })
    gm.world.sound.stop(scene)
    meet()
    expect(alice.world.sound.heard().music?.tracks[0]?.name).toBe('Song a')
  })

  test('paused by one GM and skipped by another apart is one of both, the same for all', async () => {
    const { gm, alice, sit, meet, pass } = await gmAndAlice()
    const other = await sit('other', 'gm')
    gm.world.sound.play(wholeSession, [track('a', 100), track('b', 50)])
    meet()
    pass(5_000)
    gm.world.sound.pause(wholeSession)
    pass(10)
    other.world.sound.skip(wholeSession, 1)
    meet()
    const places = [gm, other, alice].map(({ world }) => world.sound.music(wholeSession))
    expect([0, 1]).toContain(places[0]?.track)
    expect(places[1]).toEqual(places[0])
    expect(places[2]).toEqual(places[0])
  })

  test('is put on, paused and undone by a GM only', async () => {
    const { gm, alice } = await gmAndAlice()
    expect(alice.world.sound.play(wholeSession, [track('a', 9)])).toMatchObject({ type: 'refused' })
    gm.world.sound.play(wholeSession, [track('a', 9)])
    gm.world.sound.stop(wholeSession)
    expect(gm.world.sound.music(wholeSession)).toBeUndefined()
    gm.world.undo()
    expect(gm.world.sound.music(wholeSession)).toBeDefined()
  })

  test('of a scene that is being prepared is known to no player', async () => {
    const { gm, alice, meet } = await gmAndAlice()
    await gm.world.sceneVerbs.createScene('Lair')
    gm.world.sound.play(gm.world.scene?.id ?? '', [track('z', 100)])
    meet()
    const bytes = gm.session.sent
      .filter(({ to }) => to !== 'gm')
      .map(({ bytes }) => new TextDecoder('latin1').decode(bytes))
      .join()
    expect(bytes).not.toContain('Song z')
    await gm.world.sceneVerbs.showScene(gm.world.scene?.id ?? '')
    meet()
    await new Promise((resolve) => setTimeout(resolve))
    meet()
    expect(alice.world.sound.allMusic()).toHaveLength(1)
  })
})

describe('ambience', () => {
  test('turned on by two people apart is heard together', async () => {
    const { gm, alice, sit, meet } = await gmAndAlice()
    const other = await sit('other', 'gm')
    const scene = gm.world.scene?.id ?? ''
    gm.world.sound.setAmbience(scene, 'rain', true)
    other.world.sound.setAmbience(wholeSession, 'fire', true)
    meet()
    expect([...alice.world.sound.heard().ambience].sort()).toEqual(['fire', 'rain'])
    gm.world.sound.setAmbience(scene, 'rain', false)
    meet()
    expect([...alice.world.sound.heard().ambience]).toEqual(['fire'])
  })
})

describe('effects', () => {
  test('of a GM are heard by all, those of a player by nobody else', async () => {
    const { gm, alice, meet } = await gmAndAlice()
    const heard: string[] = []
    gm.world.sound.onEffect(() => heard.push('gm'))
    alice.world.sound.onEffect(() => heard.push('alice'))
    gm.world.sound.sendEffect({ kind: 'made', effect: 'thunder' })
    meet()
    expect(heard).toEqual(['gm', 'alice'])
    alice.world.sound.sendEffect({ kind: 'made', effect: 'bell' })
    meet()
    expect(heard).toEqual(['gm', 'alice', 'alice'])
  })
})

describe('playlists', () => {
  test('are the GM’s: made, put in order, and their tracks known by the library', async () => {
    const { gm, alice, meet } = await gmAndAlice()
    const { library, sound } = gm.world
    for (const [letter, seconds] of [
      ['a', 10],
      ['b', 20],
      ['c', 30],
    ] as const) {
      const { id, name } = track(letter, seconds)
      library.add({ file: { id, mime: 'audio/mpeg', bytes: 9, seconds }, name, secret: true })
    }
    const { id = '' } = sound.createPlaylist('Battle')
    for (const letter of ['a', 'b', 'c']) sound.addTrack(id, letter.repeat(64))
    sound.moveTrack(id, 'c'.repeat(64), -1)
    sound.removeTrack(id, 'a'.repeat(64))
    const names = () => gm.world.sound.playlists().map(({ tracks }) => tracks.map((t) => t.name))
    expect(names()).toEqual([['Song c', 'Song b']])
    gm.world.undo()
    expect(names()).toEqual([['Song a', 'Song c', 'Song b']])
    meet()
    expect(alice.world.sound.playlists()).toEqual([])
    sound.play(wholeSession, sound.playlists()[0]?.tracks ?? [])
    expect(library.usesOf('a'.repeat(64))).toMatchObject([{ kind: 'playlist' }, { kind: 'music' }])
  })
})
