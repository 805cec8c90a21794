import { expect, test } from 'vitest'
import { limits } from './limits.ts'
import { readCommand, type Settings } from './settings.ts'

test('without flags and environment the usual values hold, and the limits are those of the table', () => {
  expect(readCommand([], { PORT: '' })).toMatchObject({
    type: 'serve',
    settings: { port: 4321, host: '0.0.0.0', dataDirectory: './data', basePath: '', limits },
  })
})

test('a flag wins over the environment', () => {
  const environment = { PORT: '1', HOST: 'a', DATA_DIR: 'b', KEEP_DAYS: '3' }
  const fromEnvironment = settingsOf([], environment)
  expect(fromEnvironment).toMatchObject({ port: 1, host: 'a', dataDirectory: 'b' })
  expect(fromEnvironment.limits.keptMs).toBe(3 * 86_400_000)
  const flags = ['--port', '2', '--host', 'c', '--data-dir', 'd']
  expect(settingsOf(flags, environment)).toMatchObject({ port: 2, host: 'c', dataDirectory: 'd' })
})

test('paths and networks are read in the ways people write them', () => {
  expect(settingsOf(['--base-path', '/table/'], {}).basePath).toBe('/table')
  expect(settingsOf([], { TRUSTED_PROXIES: '10.1.2.3, fd00::/8' }).trustedProxies).toEqual([
    { address: '10.1.2.3', prefix: 32 },
    { address: 'fd00::', prefix: 8 },
  ])
  expect(settingsOf([], { TRUSTED_PROXIES: 'loopback' }).trustedProxies).toHaveLength(2)
})

test('commands name a place', () => {
  expect(readCommand(['backup', 'there', '--data-dir', 'here'], {})).toMatchObject({
    type: 'backup',
    place: 'there',
    settings: { dataDirectory: 'here' },
  })
})

test.each([
  [['--port', '70000'], {}],
  [['--port', ' '], {}],
  [['--port', '1e3'], {}],
  [[], { PORT: '4321x' }],
  [['extra'], {}],
  [['backup'], {}],
  [['backup', 'a', 'b'], {}],
  [['--base-path', 'table'], {}],
  [['--metrics', 'some'], {}],
  [[], { TRUSTED_PROXIES: '10.0.0.0/99' }],
  [[], { TRUSTED_PROXIES: 'proxy.example' }],
  [[], { ROOM_MEBIBYTES: '0' }],
])('%s with %s is a mistake told in a sentence', (flags, environment) => {
  const answer = readCommand(flags, environment)
  expect(answer).toMatchObject({ type: 'mistake' })
  expect('text' in answer && answer.text).toMatch(/Try --help\.$/)
})

test.each([
  [['--prot', '4321'], 'There is no setting --prot. Did you mean --port?'],
  [['--colour', 'red'], 'There is no setting --colour.'],
  [['--port'], '--port needs a value, as in --port=VALUE.'],
  [['--port', '--host', 'x'], '--port needs a value, as in --port=VALUE.'],
  [['--help=3'], '--help takes no value.'],
])('%s is answered in our own words', (flags, sentence) => {
  expect(readCommand(flags, {})).toEqual({ type: 'mistake', text: `${sentence} Try --help.` })
})

test('a variable that is nearly a setting is told, others are not', () => {
  const environment = {
    KEEP_DAY: '3',
    DATADIR: 'x',
    KEEP_DAYS: '3',
    HOSTS: 'x',
    PATH: 'x',
    SHELL: '',
  }
  expect(readCommand([], environment)).toMatchObject({
    hints: [
      'KEEP_DAY is no setting. Did you mean KEEP_DAYS?',
      'DATADIR is no setting. Did you mean DATA_DIR?',
    ],
  })
})

test('help names every setting and command', () => {
  const answer = readCommand(['--help'], {})
  const text = 'text' in answer ? answer.text : ''
  for (const name of ['PORT', 'HOST', 'DATA_DIR', '--port', '--trusted-proxies', 'KEEP_DAYS']) {
    expect(text).toContain(name)
  }
  expect(text).toContain('backup FOLDER')
})

function settingsOf(flags: readonly string[], environment: Record<string, string>): Settings {
  const command = readCommand(flags, environment)
  if (command.type !== 'serve') throw new Error('These settings should be right.')
  return command.settings
}
