import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLevelStorage, type Entry, type LevelStorage } from '../../../relay/storage/level.ts'
import { startNatsServer } from '../../../relay/testing/nats-server.ts'
import { emptyNats, openNatsOn } from '../../../relay/testing/nats-storage.ts'
import { createRealDisk, type RealEngine } from './real-disk.ts'
import { openMemoryDisk, type OpenDisk } from './relay-disk.ts'

/** The storage engine that evenings are played over. */
export interface Engine {
  readonly openDisk: OpenDisk
  remove(): Promise<void>
}

export const ENGINES = ['memory', 'level', 'nats'] as const
export type EngineName = (typeof ENGINES)[number]

const EPOCH_BYTES = 16

/** An engine, with a folder or a server of its own. */
export async function startEngine(name: EngineName): Promise<Engine> {
  switch (name) {
    case 'memory':
      return { openDisk: openMemoryDisk, remove: () => Promise.resolve() }
    case 'level': {
      const directory = await mkdtemp(join(tmpdir(), 'dungeon-lab-sim-'))
      const remove = () => rm(directory, { recursive: true, force: true })
      return { openDisk: (world) => createRealDisk({ ...world, engine: level(directory) }), remove }
    }
    case 'nats': {
      const server = await startNatsServer()
      const engine: RealEngine = {
        open: async () => (await openNatsOn(server)).storage,
        wipe: () => emptyNats(server),
      }
      return { openDisk: (world) => createRealDisk({ ...world, engine }), remove: server.remove }
    }
  }
}

function level(directory: string): RealEngine {
  let open: LevelStorage | undefined

  async function openIt(): Promise<LevelStorage> {
    const storage = await openLevelStorage(directory)
    if ('type' in storage) throw new Error(storage.sentence)
    open = storage
    return storage
  }

  const wipe = () => rm(directory, { recursive: true, force: true })
  return {
    open: openIt,
    wipe,
    /** As `relay restore` does it: with a new epoch of every room. */
    async backUp() {
      const entries: Entry[] = []
      for await (const entry of open?.entries() ?? []) entries.push(entry)
      return async () => {
        await wipe()
        const storage = await openIt()
        const all = async function* () {
          yield* entries
        }
        await storage.fill(all(), () => new Uint8Array(randomBytes(EPOCH_BYTES)))
        await storage.close()
      }
    },
  }
}
