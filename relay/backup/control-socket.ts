import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer, request, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Entry } from '../storage/level.ts'
import { encodeBackup } from './backup-file.ts'

/** Where a relay that runs can be asked for a backup, by who may write to its data directory. */
export interface ControlSocket {
  close(): Promise<void>
}

/** Listens in the data directory. Rejects when the system does not let it. */
export async function openControlSocket(
  dataDirectory: string,
  entries: () => AsyncIterable<Entry>,
): Promise<ControlSocket> {
  const path = pathIn(dataDirectory)
  // Left over by a relay that was killed; the lock of the storage says that none runs.
  await rm(path, { force: true })
  const server = createServer((_, response) => {
    const backup = Readable.from(encodeBackup(entries()))
    // A backup that breaks off has no end, which is how its reader knows.
    pipeline(backup, response).catch(() => response.destroy())
  })
  server.listen(path)
  await once(server, 'listening')
  return {
    async close() {
      server.close()
      server.closeAllConnections()
      await rm(path, { force: true })
    },
  }
}

/** Asks the relay that runs over this data directory for a backup; undefined when none answers. */
export async function askForBackup(dataDirectory: string): Promise<Readable | undefined> {
  const asking = request({ socketPath: pathIn(dataDirectory), path: '/backup' })
  asking.end()
  try {
    const [answer] = (await once(asking, 'response')) as [IncomingMessage]
    return answer
  } catch {
    return undefined
  }
}

function pathIn(dataDirectory: string): string {
  return join(dataDirectory, 'control.sock')
}
