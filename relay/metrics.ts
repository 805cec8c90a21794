import { COUNTERS, REASONS, TIMERS } from './meter.ts'
import type { CounterName, Meter, TimerName } from './meter.ts'

/** A meter that can be read. */
export interface Metrics extends Meter {
  /** Everything counted so far, and these values of now, in the text format of Prometheus. */
  read(gauges: readonly Gauge[]): string
}

/** A value that goes up and down. */
export interface Gauge {
  readonly name: string
  readonly help: string
  readonly value: number
}

interface Histogram {
  /** How many took at most as long as the bound of the same position. */
  readonly counts: number[]
  sum: number
  count: number
}

const PREFIX = 'dungeon_lab_'
const BOUNDS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
/** More kinds of label than these, beside the known ones, would only eat memory. */
const MOST_LABELS = 64

/** Metrics at zero. `nowMs` only ever goes up. */
export function createMetrics(nowMs: () => number): Metrics {
  const totals = new Map<CounterName, Map<string, number>>()
  const histograms = new Map<TimerName, Histogram>()

  return {
    nowMs,

    count(name, amount = 1, label = '') {
      const byLabel = totals.get(name) ?? atZero(name)
      totals.set(name, byLabel)
      const isFew = byLabel.size < MOST_LABELS + (REASONS[name]?.length ?? 0)
      const key = isFew || byLabel.has(String(label)) ? String(label) : 'other'
      byLabel.set(key, (byLabel.get(key) ?? 0) + amount)
    },

    time(name, sinceMs) {
      const seconds = Math.max(0, nowMs() - sinceMs) / 1000
      const histogram = histograms.get(name) ?? emptyHistogram()
      histograms.set(name, histogram)
      histogram.sum += seconds
      histogram.count += 1
      const bucket = BOUNDS_SECONDS.findIndex((bound) => seconds <= bound)
      if (bucket >= 0) histogram.counts[bucket] = (histogram.counts[bucket] ?? 0) + 1
    },

    read(gauges) {
      const lines = [
        ...Object.entries(COUNTERS).flatMap(([name, help]) =>
          counterLines(
            `${PREFIX}${name}_total`,
            help,
            totals.get(name as CounterName) ?? atZero(name as CounterName),
          ),
        ),
        ...Object.entries(TIMERS).flatMap(([name, help]) =>
          histogramLines(PREFIX + name, help, histograms.get(name as TimerName)),
        ),
        ...gauges.flatMap(({ name, help, value }) => [
          ...headLines(PREFIX + name, help, 'gauge'),
          `${PREFIX}${name} ${value}`,
        ]),
      ]
      return `${lines.join('\n')}\n`
    },
  }
}

function atZero(name: CounterName): Map<string, number> {
  return new Map((REASONS[name] ?? ['']).map((label) => [String(label), 0]))
}

function counterLines(name: string, help: string, byLabel: ReadonlyMap<string, number>): string[] {
  const samples = [...byLabel].map(([label, total]) =>
    label === '' ? `${name} ${total}` : `${name}{reason="${label}"} ${total}`,
  )
  return [...headLines(name, help, 'counter'), ...samples]
}

function histogramLines(name: string, help: string, histogram = emptyHistogram()): string[] {
  let below = 0
  const buckets = BOUNDS_SECONDS.map((bound, index) => {
    below += histogram.counts[index] ?? 0
    return `${name}_bucket{le="${bound}"} ${below}`
  })
  return [
    ...headLines(name, help, 'histogram'),
    ...buckets,
    `${name}_bucket{le="+Inf"} ${histogram.count}`,
    `${name}_sum ${histogram.sum}`,
    `${name}_count ${histogram.count}`,
  ]
}

function headLines(name: string, help: string, type: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`]
}

function emptyHistogram(): Histogram {
  return { counts: [], sum: 0, count: 0 }
}
