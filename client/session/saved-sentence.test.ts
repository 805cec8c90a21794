import { describe, expect, test } from 'vitest'
import { savedSentence } from './saved-sentence.ts'
import { fetchTexts } from '../texts/catalogue.ts'

await fetchTexts('de')

const onDevice = { state: 'device' } as const
const inTab = { state: 'memory', why: 'none' } as const

describe('where it is saved', () => {
  test('says "here and on the relay" only when nothing waits and the relay has acknowledged', () => {
    const synced = { link: { state: 'synced' }, waiting: 0, kept: 0, saved: onDevice } as const
    expect(savedSentence('en', synced)).toEqual({
      tone: 'good',
      sentence: 'Saved here and on the relay',
      short: 'Saved',
    })
    expect(savedSentence('en', { ...synced, waiting: 1 }).sentence).toBe(
      'Saved on this device · 1 change waiting for the relay',
    )
  })

  test('never says that all is on the relay while changes stay on this device', () => {
    const refused = { link: { state: 'synced' }, waiting: 0, kept: 1, saved: onDevice } as const
    expect(savedSentence('en', refused)).toEqual({
      tone: 'problem',
      sentence: 'Saved on this device · 1 change stays on this device only',
      short: '1 not shared',
    })
    expect(savedSentence('de', { ...refused, kept: 2, waiting: 3 }).sentence).toBe(
      'Auf diesem Gerät gespeichert · 2 Änderungen bleiben nur auf diesem Gerät · 3 Änderungen warten auf das Relay',
    )
    expect(savedSentence('en', { ...refused, saved: inTab })).toMatchObject({ tone: 'problem' })
  })

  test('counts what waits while the relay is away', () => {
    const status = {
      link: { state: 'connecting', attempt: 4 },
      waiting: 3,
      kept: 0,
      saved: onDevice,
    } as const
    expect(savedSentence('en', status)).toEqual({
      tone: 'waiting',
      sentence: 'Saved on this device · 3 changes waiting for the relay',
      short: '3 waiting',
    })
  })

  test('says that the relay is out of reach when nothing waits', () => {
    const status = { link: { state: 'offline' }, waiting: 0, kept: 0, saved: onDevice } as const
    expect(savedSentence('en', status).sentence).toBe(
      'Saved on this device · the relay is out of reach',
    )
  })

  test('warns while the game is only in this tab, less when the relay has all of it', () => {
    const away = { link: { state: 'offline' }, waiting: 2, kept: 0, saved: inTab } as const
    expect(savedSentence('en', away)).toMatchObject({
      tone: 'problem',
      sentence: 'Only in this tab: this browser keeps nothing on the device.',
    })
    const there = { link: { state: 'synced' }, waiting: 0, kept: 0, saved: inTab } as const
    expect(savedSentence('en', there)).toMatchObject({
      tone: 'waiting',
      sentence: 'Saved on the relay, not on this device: this browser keeps nothing on the device.',
    })
  })

  test('a refusal comes before everything else', () => {
    const status = {
      link: { state: 'refused', why: 'inviteExpired' },
      waiting: 5,
      kept: 0,
      saved: inTab,
    } as const
    expect(savedSentence('en', status)).toMatchObject({
      tone: 'problem',
      sentence: 'The relay refused: the invite has expired, ask for a new one.',
    })
  })

  test('shows how far a first sync is', () => {
    const status = {
      link: { state: 'syncing', received: 120, expected: 900 },
      waiting: 0,
      kept: 0,
      saved: onDevice,
    } as const
    expect(savedSentence('de', status).sentence).toBe(
      'Auf diesem Gerät gespeichert · 120 von 900 Änderungen erhalten',
    )
  })
})
