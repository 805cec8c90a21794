import { serveParent } from '../servers/process.mjs'
import { bare, bareBatched } from './bare.ts'
import { flood, type Flood } from './flood.ts'
import { pace } from './pace.ts'
import type { Dialect } from './peer.ts'
import { relay, relayOneByOne } from './relay.ts'
import { closeRooms, openRooms, type LoadRoom, type RoomsOptions } from './rooms.ts'
import { saturate, type RunningLoad } from './saturation.ts'
import { hocuspocus, yWebsocket } from './yjs.ts'

// The process that plays everybody at the tables of one server. It does what the parent asks for.
export type DialectName = keyof typeof DIALECTS
export type Tables = Omit<RoomsOptions, 'dialect'> & { readonly dialect: DialectName }

const DIALECTS = {
  bare,
  bareBatched,
  relay,
  relayOneByOne,
  yWebsocket,
  hocuspocus,
} satisfies Record<string, Dialect>
let load: RunningLoad | undefined
let held: readonly LoadRoom[] = []
let endFlood: (() => void) | undefined

serveParent(0, {
  async saturate(tables: Tables & { window: number }) {
    load = await saturate(withDialect(tables))
    return true
  },

  completed: () => load?.completed() ?? 0,

  stop() {
    load?.stop()
    closeRooms(held)
    endFlood?.()
    return true
  },

  pace: (tables: Tables & { writesPerSecond: number; ms: number }) => pace(withDialect(tables)),

  async hold(tables: Tables) {
    held = await openRooms(withDialect(tables), () => undefined)
    return true
  },

  async flood(about: Flood) {
    endFlood = await flood(about)
    return true
  },

  /** Enters one room so many times at once; answers the records that came and how long it took. */
  async join(about: { port: number; room: string; times: number }) {
    let records = 0
    const startedAtMs = performance.now()
    const peers = await Promise.all(
      Array.from({ length: about.times }, () =>
        relay.connect({ ...about, member: 0, bytes: 0, onUpdates: (count) => (records += count) }),
      ),
    )
    const ms = performance.now() - startedAtMs
    for (const peer of peers) peer.close()
    return { records, ms }
  },
})

function withDialect<Options extends Tables>(
  tables: Options,
): Omit<Options, 'dialect'> & RoomsOptions {
  return { ...tables, dialect: DIALECTS[tables.dialect] }
}
