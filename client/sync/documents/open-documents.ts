import type { LiveDocument } from './live-document.ts'
import type { DocumentName } from '../names.ts'
import type { OpenDocument } from '../sync-session.ts'

/** The documents that are open on this tab, each once however often it is asked for. */
export interface OpenDocuments {
  open(name: DocumentName): Promise<OpenDocument>
  get(name: DocumentName): LiveDocument | undefined
  readonly all: ReadonlyMap<DocumentName, LiveDocument>
  closeAll(): Promise<void>
}

/** None open. */
export function createOpenDocuments(openLive: (name: DocumentName) => LiveDocument): OpenDocuments {
  const live = new Map<DocumentName, LiveDocument>()
  const users = new Map<DocumentName, number>()

  function find(name: DocumentName): LiveDocument {
    const document = live.get(name) ?? openLive(name)
    live.set(name, document)
    return document
  }

  return {
    async open(name) {
      const document = find(name)
      users.set(name, (users.get(name) ?? 0) + 1)
      const doc = await document.ready
      let isOpen = true
      function close(): void {
        if (!isOpen) return
        isOpen = false
        const left = (users.get(name) ?? 1) - 1
        users.set(name, left)
        if (left > 0) return
        live.delete(name)
        void document.close()
      }
      return { name, doc, close }
    },
    get: (name) => live.get(name),
    all: live,
    async closeAll() {
      await Promise.all([...live.values()].map((document) => document.close()))
    },
  }
}
