import { expect, test } from 'vitest'
import { createMetrics } from './metrics.ts'

test('what is counted and timed can be read as text, with everything at zero in the beginning', () => {
  let nowMs = 0
  const metrics = createMetrics(() => nowMs)
  expect(metrics.read([])).toContain('dungeon_lab_records_appended_total 0\n')
  metrics.count('records_appended', 3)
  metrics.count('records_appended', 2)
  metrics.count('connections_closed', 1, 4400)
  nowMs = 30
  metrics.time('ack_seconds', 10)
  metrics.time('ack_seconds', 26)
  const text = metrics.read([{ name: 'rooms', help: 'Rooms in memory.', value: 7 }])
  expect(text).toContain('dungeon_lab_records_appended_total 5\n')
  expect(text).toContain('dungeon_lab_connections_closed_total{reason="4400"} 1\n')
  expect(text).toContain('dungeon_lab_ack_seconds_bucket{le="0.005"} 1\n')
  expect(text).toContain('dungeon_lab_ack_seconds_bucket{le="0.025"} 2\n')
  expect(text).toContain('dungeon_lab_ack_seconds_bucket{le="+Inf"} 2\n')
  expect(text).toContain('dungeon_lab_ack_seconds_sum 0.024\n')
  expect(text).toContain('# TYPE dungeon_lab_rooms gauge\ndungeon_lab_rooms 7\n')
})

test('a reason stands at zero before it is met, so that the first time is an increase', () => {
  const metrics = createMetrics(() => 0)
  const lines = [
    'connections_closed_total{reason="4507"}',
    'connections_turned_away_total{reason="relay-full"}',
    'records_refused_total{reason="room-full"}',
    'blob_requests_refused_total{reason="diskFull"}',
  ]
  for (const line of lines) expect(metrics.read([])).toContain(`dungeon_lab_${line} 0\n`)
  metrics.count('connections_closed', 5, 4507)
  expect(metrics.read([])).toContain(`dungeon_lab_${lines[0]} 5\n`)
  expect(metrics.read([])).toContain('connections_closed_total{reason="4500"} 0\n')
})

test('every line is a comment or a sample, and every sample has its type before it', () => {
  const metrics = createMetrics(() => 0)
  metrics.count('records_refused', 1, 'too-fast')
  const types = new Set<string>()
  for (const line of metrics.read([]).trim().split('\n')) {
    const type = /^# TYPE (\w+) (counter|gauge|histogram)$/.exec(line)
    if (type?.[1] !== undefined) types.add(type[1])
    if (line.startsWith('#')) continue
    const name = /^(\w+?)(_bucket|_sum|_count)?(\{\w+="[^"]*"\})? [\d.e+-]+$/.exec(line)?.[1]
    expect(types).toContain(name)
  }
})

test('labels beyond a sensible number are counted together', () => {
  const metrics = createMetrics(() => 0)
  for (let label = 0; label < 1000; label += 1) metrics.count('connections_closed', 1, label)
  expect(metrics.read([]).split('\n').length).toBeLessThan(200)
  expect(metrics.read([])).toContain('connections_closed_total{reason="other"} 936\n')
})
