import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { randomBytes } from 'node:crypto'
import { openNats, type OpenNats } from '../storage/nats/open.ts'
import { STREAMS } from '../storage/nats/subjects.ts'
import type { RoomId } from '../wire/index.ts'
import type { NatsServer } from './nats-server.ts'

/** Another process's view of the same NATS, as far as NATS can tell. */
export async function openNatsOn(
  server: Pick<NatsServer, 'url'>,
  { uptimeMs = () => performance.now(), now = () => Date.now() } = {},
): Promise<OpenNats> {
  const opened = await openNats({
    url: server.url,
    replicas: 1,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    uptimeMs,
    now,
    random: (length) => new Uint8Array(randomBytes(length)),
  })
  if ('type' in opened) throw new Error(opened.sentence)
  return opened
}

/** Deletes what is stored there, streams and all: the next to open it finds it as new. */
export async function emptyNats(server: Pick<NatsServer, 'url'>): Promise<void> {
  const connection = await connect({ servers: new URL(server.url).host })
  const { streams } = await jetstreamManager(connection)
  for await (const { config } of streams.list()) {
    if (STREAMS.includes(config.name)) await streams.delete(config.name)
  }
  await connection.close()
}

/** The subjects under which anything of a room is stored. */
export async function messagesOf(
  server: Pick<NatsServer, 'url'>,
  room: RoomId,
): Promise<readonly string[]> {
  const connection = await connect({ servers: new URL(server.url).host })
  const { streams } = await jetstreamManager(connection)
  const infos = await Promise.all(
    STREAMS.map((stream) => streams.info(stream, { subjects_filter: '>' })),
  )
  await connection.close()
  const subjects = infos.flatMap(({ state }) => Object.keys(state.subjects ?? {}))
  return subjects.filter((subject) => subject.split('.').includes(room))
}
