import { summarise, summariseDocument } from '#crdt-rules'
import { bytesEqual, type LogEpoch, type RoomId, type SnapshotInfo } from '#relay/wire'
import * as Y from 'yjs'
import { createCoverage, type Coverage } from '../documents/coverage.ts'
import { contentAndPlaceBytes } from '../documents/digest.ts'
import type { DocumentName } from '../names.ts'
import type { DeviceStore } from '../store/device-store.ts'
import type { DocumentState } from './snapshot-payload.ts'
import { documentOfState } from './state-document.ts'
import { documentsOfStream, readAsLogged, type StreamStatesOptions } from './stream-states.ts'

/**
 * Whether a snapshot says exactly what the log says up to where it covers it. It must say nothing that this device
 * does not know from the log, element by element; and what it leaves out must have come later. Unknown while this
 * device holds more than the log, or has let go of the rows that tell what came later.
 */
export async function compareWithLog(
  info: SnapshotInfo,
  states: readonly DocumentState[],
  stream: number,
  options: StreamStatesOptions & { readonly epoch: LogEpoch | undefined },
): Promise<'true' | 'false' | 'unknown'> {
  const { store, room, epoch } = options
  const said = new Map<DocumentName, Y.Doc>()
  for (const { document, state } of states) {
    const doc = documentOfState(state)
    if (doc === undefined) return 'false'
    said.set(document, doc)
  }
  for (const document of new Set([...said.keys(), ...(await documentsOfStream(stream, options))])) {
    const snapshot = said.get(document) ?? new Y.Doc()
    const found = await readAsLogged(document, options, (doc) => {
      const [known, covered] = [coverageOf(doc), coverageOf(snapshot)]
      return { known, covered, isPart: isPartOf(snapshot, doc) }
    })
    if (found === undefined) return 'unknown'
    const { known, covered, isPart } = found
    if (!isPart) return 'false'
    for (const summary of await laterThan(info.covers.seq, { store, room, document, epoch })) {
      covered.add(summary)
    }
    if (!covered.covers(known.summary())) return 'unknown'
  }
  return 'true'
}

/** Whether a document shows the same with a snapshot as without it, had the snapshot been there first. */
function isPartOf(snapshot: Y.Doc, doc: Y.Doc): boolean {
  Y.applyUpdate(snapshot, Y.encodeStateAsUpdate(doc))
  return bytesEqual(contentAndPlaceBytes(snapshot), contentAndPlaceBytes(doc))
}

function coverageOf(doc: Y.Doc): Coverage {
  const coverage = createCoverage()
  coverage.add(summariseDocument(doc))
  return coverage
}

async function laterThan(
  seq: number,
  place: {
    readonly store: DeviceStore
    readonly room: RoomId
    readonly document: DocumentName
    readonly epoch: LogEpoch | undefined
  },
) {
  const { store, room, document, epoch } = place
  if (epoch === undefined) return []
  const rows = await store.list('arrived', [room, document, epoch])
  return rows.flatMap(({ key, value }) => {
    const summary = key.length === 4 && Number(key[3]) > seq ? summarise(value.update) : undefined
    return summary === undefined ? [] : [summary]
  })
}
