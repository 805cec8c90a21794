import { JetStreamApiError, jetstream, jetstreamManager } from '@nats-io/jetstream'
import type { JetStreamManager, StoredMsg, StreamConfig } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { StorageFull } from '../storage.ts'
import { ALL_BLOBS, ALL_KEPT, ALL_LOGS, ALL_NEWS } from './subjects.ts'
import { BLOB_STREAM, KEPT_STREAM, LOG_STREAM } from './subjects.ts'

/** A stored message: its place in the stream and what it says. */
export interface NatsMessage {
  readonly sequence: number
  readonly data: Uint8Array
  /** When NATS stored it: milliseconds since 1970 by its clock. */
  readonly storedAtMs: number
}

/**
 * The few things the storage asks of NATS. Each is asked again until NATS answers or patience ends; rejects with
 * StorageFull when NATS takes no more.
 */
export interface NatsClient {
  /** Longest message the server takes. */
  readonly maxMessageBytes: number
  /**
   * Stores a message if the last of its subject is the expected one, 0 for none; resolves when it is stored, with
   * its stream sequence. 'moved-on' when there is another, which may be this very message, sent before.
   */
  append(subject: string, data: Uint8Array, expected: number): Promise<number | 'moved-on'>
  /**
   * Stores a message, in place of what its subject held where the stream keeps only the latest; resolves with its stream
   * sequence. One whose answer was lost is stored again.
   */
  store(subject: string, data: Uint8Array): Promise<number>
  /** The last message of a subject, as the leader of the stream knows it. */
  last(stream: string, subject: string): Promise<NatsMessage | undefined>
  /** The message with this stream sequence. */
  at(stream: string, sequence: number): Promise<NatsMessage | undefined>
  /** Deletes the messages of a subject, or those before a stream sequence. */
  remove(stream: string, subject: string, before?: number): Promise<void>
  /** The subjects of a stream that have messages and match a pattern. */
  subjects(stream: string, pattern: string): Promise<readonly string[]>
  /** How many bytes NATS would still store for us; a very large number when it sets no limit. */
  freeBytes(): Promise<number>
  /** Hears what is told on a subject until the answer is called. */
  hear(subject: string, heard: (data: Uint8Array, sequence: number) => void): () => void
  /** Calls back whenever the connection was lost and is there again. */
  onReconnected(back: () => void): void
  close(): Promise<void>
}

export interface NatsClientOptions {
  readonly connection: NatsConnection
  /** On how many servers of a cluster each message is stored; for streams that are not there yet. */
  readonly replicas: number
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>
  /** Milliseconds that only ever pass, whatever is done to the clock. */
  readonly uptimeMs: () => number
}

const WRONG_LAST_SEQUENCE = 10_071
const STREAM_NOT_FOUND = 10_059
const STREAM_NAME_IN_USE = 10_058
/** Not enough resources, account over its storage, stream at its limit. */
const FULL = new Set([10_023, 10_047, 10_077])
const ANSWER_MS = 5_000
const PATIENCE_MS = 20_000
const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 1_000
/** Before, expected sequences were not always checked in clusters: nats-server issues 4320 and 5644. */
const OLDEST_CLUSTER = [2, 11]
const SEQUENCE_HEADER = 'Nats-Sequence'

/** Makes the streams if they are not there. Rejects when NATS does not answer. */
export async function createNatsClient(options: NatsClientOptions): Promise<NatsClient> {
  const { connection, wait, uptimeMs } = options
  const manager = await jetstreamManager(connection, { timeout: ANSWER_MS, checkAPI: false })
  const client = jetstream(connection, { timeout: ANSWER_MS })

  const interrupts = new Set<() => void>()
  onReconnected(() => {
    for (const interrupt of [...interrupts]) interrupt()
  })

  function onReconnected(back: () => void): void {
    void (async () => {
      for await (const status of connection.status()) if (status.type === 'reconnect') back()
    })()
  }

  /** What NATS refuses is refused at once; what it does not answer is asked again. */
  async function patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    const untilMs = uptimeMs() + PATIENCE_MS
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      try {
        return await unlessInterrupted(ask)
      } catch (error) {
        if (isFull(error)) throw new StorageFull('NATS takes no more.', { cause: error })
        if (isFinal(error) || connection.isClosed() || uptimeMs() > untilMs) throw error
      }
      await wait(pause)
    }
  }

  /** What was asked before the connection was lost will not be answered: after a reconnect it is asked at once. */
  function unlessInterrupted<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const interrupt = () => reject(new Error('NATS was away.'))
      interrupts.add(interrupt)
      void ask()
        .then(resolve, reject)
        .finally(() => interrupts.delete(interrupt))
    })
  }

  // A cluster that starts has no leader for a while.
  await patiently(() => makeStreams(manager, options.replicas))
  const { config } = await manager.streams.info(LOG_STREAM)
  const version = connection.info?.version ?? ''
  if (config.num_replicas > 1 && !isAtLeast(version, OLDEST_CLUSTER)) {
    throw new Error(
      `servers of version ${version} may take two messages for the same position when they store each on several; that needs ${OLDEST_CLUSTER.join('.')} or newer`,
    )
  }

  async function leaderAt(stream: string, sequence: number): Promise<NatsMessage | undefined> {
    return messageOf(await manager.streams.getMessage(stream, { seq: sequence }))
  }

  return {
    get maxMessageBytes() {
      return connection.info?.max_payload ?? 0
    },

    append: (subject, data, expected) =>
      patiently(async () => {
        try {
          const expect = { lastSubjectSequence: expected }
          return (await client.publish(subject, data, { expect, timeout: ANSWER_MS })).seq
        } catch (error) {
          if (codeOf(error) === WRONG_LAST_SEQUENCE) return 'moved-on'
          throw error
        }
      }),

    store: (subject, data) =>
      patiently(async () => (await client.publish(subject, data, { timeout: ANSWER_MS })).seq),

    last: (stream, subject) =>
      patiently(async () =>
        messageOf(await manager.streams.getMessage(stream, { last_by_subj: subject })),
      ),

    at: (stream, sequence) =>
      patiently(async () => {
        // Any replica answers this; one that is behind does not have it yet, so its leader is asked too.
        const found = await manager.direct.getMessage(stream, { seq: sequence })
        return messageOf(found) ?? leaderAt(stream, sequence)
      }),

    remove: (stream, subject, before) =>
      patiently(async () => {
        const upTo = before === undefined ? {} : { seq: before }
        await manager.streams.purge(stream, { filter: subject, ...upTo })
      }),

    subjects: (stream, pattern) =>
      patiently(async () => {
        const { state } = await manager.streams.info(stream, { subjects_filter: pattern })
        return Object.keys(state.subjects ?? {})
      }),

    freeBytes: () =>
      patiently(async () => {
        const { storage, limits } = await manager.getAccountInfo()
        return limits.max_storage < 0 ? Number.MAX_SAFE_INTEGER : limits.max_storage - storage
      }),

    hear(subject, heard) {
      const subscription = connection.subscribe(subject, {
        callback(error, message) {
          if (error === null) heard(message.data, Number(message.headers?.get(SEQUENCE_HEADER)))
        },
      })
      return () => subscription.unsubscribe()
    },

    onReconnected,
    close: () => connection.close(),
  }
}

async function makeStreams(manager: JetStreamManager, replicas: number): Promise<void> {
  await makeStream(manager, {
    name: LOG_STREAM,
    subjects: [ALL_LOGS],
    num_replicas: replicas,
    republish: { src: ALL_LOGS, dest: ALL_NEWS },
  })
  await makeStream(manager, {
    name: KEPT_STREAM,
    subjects: [ALL_KEPT],
    num_replicas: replicas,
    max_msgs_per_subject: 1,
  })
  await makeStream(manager, {
    name: BLOB_STREAM,
    subjects: [ALL_BLOBS],
    num_replicas: replicas,
  })
}

/** A stream that is there stays as its keeper set it. */
async function makeStream(
  manager: JetStreamManager,
  config: Partial<StreamConfig> & { name: string },
): Promise<void> {
  try {
    await manager.streams.info(config.name)
    return
  } catch (error) {
    if (codeOf(error) !== STREAM_NOT_FOUND) throw error
  }
  try {
    await manager.streams.add({ ...config, storage: 'file', allow_direct: true })
  } catch (error) {
    // Another relay may have been first.
    if (codeOf(error) !== STREAM_NAME_IN_USE) throw error
  }
}

function messageOf(stored: StoredMsg | null): NatsMessage | undefined {
  if (stored === null) return undefined
  return { sequence: stored.seq, data: stored.data, storedAtMs: stored.time.getTime() }
}

function isAtLeast(version: string, [major, minor]: readonly number[]): boolean {
  const [itsMajor = 0, itsMinor = 0] = version.split('.').map(Number)
  return itsMajor !== major ? itsMajor > (major ?? 0) : itsMinor >= (minor ?? 0)
}

function codeOf(error: unknown): number | undefined {
  return error instanceof JetStreamApiError ? error.code : undefined
}

/** A limit that its keeper set for a stream, an account or the server is reached. */
function isFull(error: unknown): boolean {
  const code = codeOf(error)
  return code !== undefined && FULL.has(code)
}

/** The fault is in the question: asking again would bring the same answer. */
function isFinal(error: unknown): boolean {
  return error instanceof JetStreamApiError && error.status < 500
}
