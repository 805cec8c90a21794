import { createGate, summarise } from '#crdt-rules'
import * as channel from 'lib0/broadcastchannel'
import * as Y from 'yjs'

/**
 * Edits of the other tabs of this device, as they are made. A tab may lag behind another: an update that would not
 * apply whole waits at a gate until it does, or half a deed would be shown and kept.
 */
export interface TabChannel {
  /** Tells the other tabs what was written here. A tab that was never heard of gets it when it asks. */
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
  const gate = createGate(doc)
  let hasCompany = false

  function publish(kind: number, content: Uint8Array): void {
    const message = new Uint8Array(content.length + 1)
    message[0] = kind
    message.set(content, 1)
    channel.publish(name, message, self)
  }

  function hear(data: ArrayBuffer | Uint8Array, origin: unknown): void {
    if (origin === self) return
    hasCompany = true
    const message = new Uint8Array(data)
    const content = message.subarray(1)
    if (message[0] === ASK) return publish(UPDATE, Y.encodeStateAsUpdate(doc, content))
    const summary = message[0] === UPDATE ? summarise(content) : undefined
    if (summary === undefined) return
    gate.pass([{ update: content.slice(), summary }], apply)
  }

  channel.subscribe(name, hear)
  publish(ASK, Y.encodeStateVector(doc))
  publish(UPDATE, Y.encodeStateAsUpdate(doc))

  return {
    tell(update) {
      if (hasCompany) publish(UPDATE, update)
    },
    grew() {
      if (gate.held.length > 0) gate.pass([], apply)
    },
    close() {
      channel.unsubscribe(name, hear)
    },
  }
}
