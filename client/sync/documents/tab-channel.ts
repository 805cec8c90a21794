import * as channel from 'lib0/broadcastchannel'
import * as Y from 'yjs'
import { summarise, type UpdateSummary } from './update-summary.ts'

/**
 * Edits of the other tabs of this device, as they are made. A tab may lag behind another: an update that would not
 * apply whole, deletions included, waits until it does, or half a deed would be shown and kept.
 */
export interface TabChannel {
  /** Tells the other tabs what was written here. */
  tell(update: Uint8Array): void
  /** The document grew: what waited may apply now. */
  grew(): void
  close(): void
}

const ASK = 0
const UPDATE = 1

/** Joins the tabs that have this document open, and asks them for what this one lacks. */
export function openTabChannel(options: {
  readonly name: string
  readonly doc: Y.Doc
  readonly apply: (update: Uint8Array) => void
}): TabChannel {
  const { name, doc, apply } = options
  const self = {}
  let waiting: { readonly update: Uint8Array; readonly summary: UpdateSummary }[] = []

  function publish(kind: number, content: Uint8Array): void {
    const message = new Uint8Array(content.length + 1)
    message[0] = kind
    message.set(content, 1)
    channel.publish(name, message, self)
  }

  function hear(data: ArrayBuffer | Uint8Array, origin: unknown): void {
    if (origin === self) return
    const message = new Uint8Array(data)
    const content = message.subarray(1)
    if (message[0] === ASK) return publish(UPDATE, Y.encodeStateAsUpdate(doc, content))
    const summary = message[0] === UPDATE ? summarise(content) : undefined
    if (summary === undefined) return
    waiting.push({ update: content.slice(), summary })
    applyWaiting()
  }

  function applyWaiting(): void {
    for (let before = -1; before !== waiting.length;) {
      before = waiting.length
      waiting = waiting.filter(({ update, summary }) => {
        if (!appliesWhole(summary, doc)) return true
        apply(update)
        return false
      })
    }
  }

  channel.subscribe(name, hear)
  publish(ASK, Y.encodeStateVector(doc))
  publish(UPDATE, Y.encodeStateAsUpdate(doc))

  return {
    tell: (update) => publish(UPDATE, update),
    grew() {
      if (waiting.length > 0) applyWaiting()
    },
    close() {
      channel.unsubscribe(name, hear)
    },
  }
}

function appliesWhole({ structs, deletions }: UpdateSummary, doc: Y.Doc): boolean {
  const reached = new Map<number, number>()
  const clockOf = (client: number) => reached.get(client) ?? Y.getState(doc.store, client)
  for (const { client, from, to } of structs) {
    if (from > clockOf(client)) return false
    reached.set(client, Math.max(clockOf(client), to))
  }
  return deletions.every(({ client, to }) => to <= clockOf(client))
}
