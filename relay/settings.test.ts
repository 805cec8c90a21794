import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'

test('without flags and environment the defaults hold', () => {
  expect(readSettings([], { PORT: '' })).toEqual({
    type: 'settings',
    port: 4321,
    host: '0.0.0.0',
    dataDirectory: './data',
  })
})

test('a flag wins over the environment', () => {
  const environment = { PORT: '1', HOST: 'a', DATA_DIR: 'b' }
  expect(readSettings([], environment)).toMatchObject({ port: 1, host: 'a', dataDirectory: 'b' })
  const flags = ['--port', '2', '--host', 'c', '--data-dir', 'd']
  expect(readSettings(flags, environment)).toMatchObject({ port: 2, host: 'c', dataDirectory: 'd' })
})

test.each([
  [['--port', '70000'], {}],
  [['--port', ' '], {}],
  [[], { PORT: '4321x' }],
  [['extra'], {}],
])('%s with %s is a mistake told in a sentence', (flags, environment) => {
  const answer = readSettings(flags, environment)
  expect(answer).toMatchObject({ type: 'mistake' })
  expect('text' in answer && answer.text).toMatch(/Try --help\.$/)
})

test('help names every setting', () => {
  const answer = readSettings(['--help'], {})
  const text = 'text' in answer ? answer.text : ''
  for (const name of ['PORT', 'HOST', 'DATA_DIR', '--port', '--host', '--data-dir']) {
    expect(text).toContain(name)
  }
})
