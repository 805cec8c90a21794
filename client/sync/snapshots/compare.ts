import type { LogEpoch, RoomId, SnapshotInfo } from '#relay/wire'
import * as Y from 'yjs'
import { createCoverage, type Coverage } from '../documents/coverage.ts'
import { summarise, summariseDocument } from '../documents/update-summary.ts'
import type { DocumentName } from '../names.ts'
import type { DeviceStore } from '../store/device-store.ts'
import type { DocumentState } from './snapshot-payload.ts'
import { documentsOfStream, readAsLogged, type StreamStatesOptions } from './stream-states.ts'

/**
 * Whether a snapshot says exactly what the log says up to where it covers it. It must say nothing that this device
 * does not know from the log; and what it leaves out must have come later. Unknown while this device holds more than
 * the log, or has let go of the rows that tell what came later.
 */
export async function compareWithLog(
  info: SnapshotInfo,
  states: readonly DocumentState[],
  stream: number,
  options: StreamStatesOptions & { readonly epoch: LogEpoch | undefined },
): Promise<'true' | 'false' | 'unknown'> {
  const { store, room, epoch } = options
  const said = new Map(states.map(({ document, state }) => [document, coverageOf(state)]))
  for (const document of new Set([...said.keys(), ...(await documentsOfStream(stream, options))])) {
    const known = await readAsLogged(document, options, (doc) => {
      const coverage = createCoverage()
      coverage.add(summariseDocument(doc))
      return coverage
    })
    if (known === undefined) return 'unknown'
    const snapshot = said.get(document) ?? createCoverage()
    if (!known.covers(snapshot.summary())) return 'false'
    for (const summary of await laterThan(info.covers.seq, { store, room, document, epoch })) {
      snapshot.add(summary)
    }
    if (!snapshot.covers(known.summary())) return 'unknown'
  }
  return 'true'
}

function coverageOf(state: Uint8Array): Coverage {
  const doc = new Y.Doc()
  Y.applyUpdateV2(doc, state)
  const coverage = createCoverage()
  coverage.add(summariseDocument(doc))
  doc.destroy()
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
