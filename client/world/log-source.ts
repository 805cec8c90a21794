import type { RuleDocument } from '#crdt-rules'
import { recordsPath } from './session-rules.ts'
import { StoredRecord } from './stored-record.ts'
import type { LogRecord } from './views.ts'

/** The log lines of one document, parsed once each. */
export interface LogSource {
  /** In the order of the document: a line comes after those its author had seen. */
  records(): readonly LogRecord[]
  count(): number
}

/** Lines of a document; what does not parse is left out. `secret`: players cannot open the document. */
export function createLogSource(document: RuleDocument, secret: boolean): LogSource {
  const parsed = new Map<string, LogRecord | undefined>()
  let cached: readonly LogRecord[] | undefined
  document.subscribe(recordsPath, () => (cached = undefined))

  function records(): readonly LogRecord[] {
    cached ??= document.inspect(recordsPath).siblings.flatMap(({ dot, value }) => {
      const key = `${dot.client}:${dot.clock}`
      if (!parsed.has(key)) parsed.set(key, parse(value, secret))
      return parsed.get(key) ?? []
    })
    return cached
  }

  return { records, count: () => records().length }
}

function parse(value: unknown, secret: boolean): LogRecord | undefined {
  const record = StoredRecord.safeParse(value)
  return record.success ? { ...record.data, secret } : undefined
}

/** Several logs as one: each keeps its own order, and the clock decides between them. */
export function mergeLogs(sources: readonly (readonly LogRecord[])[]): readonly LogRecord[] {
  const queues = sources
    .filter((source) => source.length > 0)
    .map((records) => ({ records, at: 0 }))
  const merged: LogRecord[] = []
  for (;;) {
    const heads = queues.flatMap((queue) => {
      const record = queue.records[queue.at]
      return record === undefined ? [] : [{ queue, record }]
    })
    const [first] = heads.sort((a, b) => a.record.at - b.record.at)
    if (first === undefined) return merged
    merged.push(first.record)
    first.queue.at++
  }
}
