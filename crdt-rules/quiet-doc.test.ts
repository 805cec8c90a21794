import * as Y from 'yjs'
import { describe, expect, test } from 'vitest'
import { QuietDoc } from './quiet-doc.ts'

const events = [
  'beforeAllTransactions',
  'beforeTransaction',
  'beforeObserverCalls',
  'afterTransaction',
  'afterTransactionCleanup',
  'afterAllTransactions',
  'update',
  'updateV2',
] as const

describe('A quiet document', () => {
  test.each([1, 2, 3])(
    'tells %i listeners what a Yjs document tells, in its order',
    (listeners) => {
      expect(hear(new QuietDoc(), listeners)).toEqual(hear(new Y.Doc(), listeners))
    },
  )

  test('tells nobody who began to listen while another was told, nor again who left', () => {
    expect(hearUnsteadily(new QuietDoc())).toEqual(hearUnsteadily(new Y.Doc()))
    expect(hearUnsteadily(new QuietDoc())).toEqual(['once', 'late'])
  })

  test('hands on the update, its origin, the document and the transaction', () => {
    const doc = new QuietDoc()
    const told: unknown[][] = []
    doc.on('update', (...args) => told.push(args))
    doc.transact(() => doc.getArray('list').push([1]), 'here')
    const [[update, ...others] = []] = told
    expect(told).toHaveLength(1)
    expect(others).toEqual(['here', doc, expect.objectContaining({ origin: 'here', local: true })])
    const copy = new Y.Doc()
    Y.applyUpdate(copy, update as Uint8Array)
    expect(copy.getArray('list').toJSON()).toEqual([1])
  })

  test('lets through what a listener throws, as a Yjs document does', () => {
    const doc = new QuietDoc()
    doc.on('update', () => {
      throw new Error('I do not want it.')
    })
    expect(() => doc.getArray('list').push([1])).toThrow('I do not want it.')
  })
})

/** Who heard of which event, in order, through two transactions. */
function hear(doc: Y.Doc, listeners: number): string[] {
  const heard: string[] = []
  for (const event of events) {
    for (let listener = 0; listener < listeners; listener += 1) {
      doc.on(event, () => void heard.push(`${event} ${listener}`))
    }
  }
  doc.getArray('list').push([1])
  doc.transact(() => doc.getArray('list').delete(0))
  return heard
}

/** One that listens once and, while it is told, brings in another. */
function hearUnsteadily(doc: Y.Doc): string[] {
  const heard: string[] = []
  doc.once('update', () => {
    heard.push('once')
    doc.on('update', () => void heard.push('late'))
  })
  doc.getArray('list').push([1])
  doc.getArray('list').push([2])
  return heard
}
