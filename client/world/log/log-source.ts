import type { Json, RuleDocument } from '#crdt-rules'
import { toList } from '../documents/foreign.ts'
import { recordsPath } from '../documents/session-rules.ts'
import { StoredRecord } from './stored-record.ts'
import type { LogRecord } from '../views.ts'

/** The log lines of one document, parsed once each. */
export interface LogSource {
  /** In the order of the document: a line comes after those its author had seen. */
  records(): readonly LogRecord[]
  count(): number
}

/** Lines of a document; what does not parse is left out. `secret`: players cannot open the document. */
export function createLogSource(document: RuleDocument, secret: boolean): LogSource {
  const parsed = new WeakMap<object, readonly LogRecord[]>()
  let cached: readonly LogRecord[] | undefined
  document.subscribe(recordsPath, () => (cached = undefined))

  function records(): readonly LogRecord[] {
    cached ??= toList(document.read(recordsPath)).flatMap(lineOf)
    return cached
  }

  /** The document hands out the same value every time, so each is parsed once. */
  function lineOf(value: Json): readonly LogRecord[] {
    if (value === null || typeof value !== 'object') return []
    const known = parsed.get(value)
    if (known !== undefined) return known
    const lines = parse(value, secret)
    parsed.set(value, lines)
    return lines
  }

  return { records, count: () => records().length }
}

function parse(value: Json, secret: boolean): readonly LogRecord[] {
  const record = StoredRecord.safeParse(value)
  return record.success ? [{ ...record.data, secret }] : []
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
