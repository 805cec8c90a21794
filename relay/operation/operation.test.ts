import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { COUNTERS, TIMERS } from '../meter.ts'
import { createMetrics } from '../metrics.ts'
import { readCommand } from '../settings.ts'

const help = helpText()

test('alerts ask for nothing that the relay does not measure', () => {
  const measured = [...Object.keys(COUNTERS), ...Object.keys(TIMERS)]
  const server = read('../server.ts')
  const asked = read('alerts.yml').matchAll(/dungeon_lab_(\w+?)(?:_total|_bucket)?[^\w]/g)
  const names = [...asked].map(([, name = '']) => name)
  expect(names.length).toBeGreaterThan(5)
  for (const name of names) {
    expect(measured.includes(name) || server.includes(`name: '${name}'`)).toBe(true)
  }
})

test('alerts ask for no reason that does not stand at zero before it is met', () => {
  const shown = createMetrics(() => 0).read([])
  const asked = [...read('alerts.yml').matchAll(/dungeon_lab_\w+\{reason="[\w-]+"\}/g)]
  expect(asked.length).toBeGreaterThan(4)
  for (const [series] of asked) expect(shown).toContain(`${series} 0\n`)
})

test('what the unit forbids is refused and does not kill, and Node may protect its code by memory keys', () => {
  const unit = read('dungeon-lab.service')
  expect(unit).toMatch(/^SystemCallFilter=@system-service .*@pkey/m)
  expect(unit).toMatch(/^SystemCallErrorNumber=EPERM$/m)
})

test('the guide and the examples name no setting that does not exist', () => {
  const files = ['GUIDE.md', 'dungeon-lab.service', 'dungeon-lab-backup.service', 'Containerfile']
  const named = files.flatMap((file) => [
    ...read(file).matchAll(/\b([A-Z][A-Z_]{3,})=/g),
    ...read(file).matchAll(/`([A-Z]+_[A-Z_]+)`/g),
  ])
  const variables = new Set(named.map(([, name = '']) => name))
  for (const other of ['NODE_ENV', 'NAME']) variables.delete(other)
  expect(variables.size).toBeGreaterThan(5)
  for (const name of variables) expect(help).toContain(` ${name} `)
})

test('the README names the settings by their usual values', () => {
  const rows = read('../README.md').matchAll(/^\| `(--[\w-]+)` \| `(\w+)` \| (\S+) \|/gm)
  const settings = [...rows].map(([, ...cells]) => cells)
  expect(settings.length).toBeGreaterThan(4)
  for (const [flag, variable, usual] of settings) {
    expect(help).toMatch(new RegExp(`${flag} +${variable} +${usual?.replaceAll('.', '\\.')} `))
  }
})

function helpText(): string {
  const command = readCommand(['--help'], {})
  return 'text' in command ? command.text : ''
}

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
}
