import * as Y from 'yjs'
import { openDocument } from '../document.ts'
import type { Json } from '../json.ts'
import type { Problem } from '../reader.ts'
import type { RuleDocument } from '../rule-document.ts'
import type { RuleSet } from '../rule-set.ts'

/** A person with a document of their own, who hears of the others only when told to. */
export interface Peer extends Omit<RuleDocument, 'doc' | 'rules' | 'apply' | 'destroy'> {
  readonly name: string
  /** The document as it is now; a restart opens another one. */
  readonly document: () => RuleDocument
  /** The Yjs client id under which this peer writes now. */
  readonly client: () => number
  /** Receives what the others wrote and this peer did not receive yet; from one, or from everyone. */
  readonly hear: (from?: string, how?: Hearing) => void
  /** Receives everything that another peer knows, also of third ones, as one merged update. */
  readonly learn: (from: string) => void
  /** Closes and opens again from what was stored: under the same client id, or under a fresh one. */
  readonly restart: (as?: 'same' | 'fresh') => void
  /** How far this peer's clock is ahead of the others', in milliseconds. */
  readonly setClockAhead: (milliseconds: number) => void
}

/** How messages arrive: in which order, and whether those that were received come once more. */
export interface Hearing {
  readonly order?: 'sent' | 'reversed'
  readonly again?: boolean
}

/** What the documents of all peers have in common. */
export interface PeersOptions {
  readonly defaults?: (path: string) => Json | undefined
  /** The names of the peers whose writes are the GM's. */
  readonly gms?: readonly string[]
  readonly onProblem?: (problem: Problem) => void
}

/**
 * Real documents joined by a network that does nothing until told. Client ids count up in the order
 * of the names. A common clock goes on one second with every transaction.
 */
export function createPeers<Name extends string>(
  names: readonly Name[],
  rules: RuleSet,
  options: PeersOptions = {},
): Record<Name, Peer> {
  const network = createNetwork()
  const peers = names.map((name) => [name, createPeer(name, rules, network, options)] as const)
  return Object.fromEntries(peers) as Record<Name, Peer>
}

interface Network {
  elapsedMs: number
  lastClient: number
  /** Every client id that was ever leased, by its holder. */
  readonly nameByClient: Map<number, string>
  /** What everybody wrote, in order. */
  readonly saidByName: Map<string, Said[]>
  readonly hostByName: Map<string, Host>
}

interface Said {
  readonly kind: 'registers' | 'words'
  readonly update: Uint8Array
}

/** One run of a peer's device, between two restarts. */
interface Host {
  readonly document: RuleDocument
  readonly words: Y.Doc
}

function createNetwork(): Network {
  return {
    elapsedMs: 0,
    lastClient: 100,
    nameByClient: new Map(),
    saidByName: new Map(),
    hostByName: new Map(),
  }
}

function createPeer(name: string, rules: RuleSet, network: Network, options: PeersOptions): Peer {
  const heardByName = new Map<string, number>()
  const said: Said[] = []
  network.saidByName.set(name, said)
  let aheadMs = 0
  let host = open(undefined, leaseClient())

  function leaseClient(): number {
    network.lastClient += 1
    network.nameByClient.set(network.lastClient, name)
    return network.lastClient
  }

  function open(stored: Stored | undefined, client: number): Host {
    const doc = new Y.Doc()
    const words = new Y.Doc()
    if (stored !== undefined) {
      Y.applyUpdateV2(doc, stored.registers)
      Y.applyUpdateV2(words, stored.words)
    }
    doc.clientID = client
    words.clientID = client
    doc.on('update', (update: Uint8Array, origin: unknown) => say('registers', update, origin))
    words.on('update', (update: Uint8Array, origin: unknown) => say('words', update, origin))
    const document = openDocument({
      doc,
      words,
      rules,
      now: () => startMs + network.elapsedMs + aheadMs,
      defaults: options.defaults,
      isGm: (author) => options.gms?.includes(network.nameByClient.get(author) ?? '') ?? false,
      onProblem: options.onProblem,
    })
    const opened = { document, words }
    network.hostByName.set(name, opened)
    return opened
  }

  function say(kind: Said['kind'], update: Uint8Array, origin: unknown): void {
    if (origin === heard) return
    said.push({ kind, update })
    network.elapsedMs += 1000
  }

  function receive({ kind, update }: Said): void {
    if (kind === 'words') Y.applyUpdate(host.words, update, heard)
    else host.document.apply(update, heard)
  }

  function hear(from?: string, { order = 'sent', again = false }: Hearing = {}): void {
    const speakers = from === undefined ? [...network.saidByName.keys()] : [from]
    for (const speaker of speakers) {
      const all = network.saidByName.get(speaker)
      if (all === undefined)
        throw new Error(`Nobody is called "${speaker}". Name one of the peers.`)
      if (speaker === name) continue
      const messages = all.slice(again ? 0 : (heardByName.get(speaker) ?? 0))
      heardByName.set(speaker, all.length)
      for (const message of order === 'sent' ? messages : messages.reverse()) receive(message)
    }
  }

  function learn(from: string): void {
    const other = network.hostByName.get(from)
    if (other === undefined) throw new Error(`Nobody is called "${from}". Name one of the peers.`)
    const known = Y.encodeStateVector(host.document.doc)
    receive({ kind: 'registers', update: Y.encodeStateAsUpdate(other.document.doc, known) })
    receive({ kind: 'words', update: Y.encodeStateAsUpdate(other.words) })
  }

  function restart(as: 'same' | 'fresh' = 'same'): void {
    const { document, words } = host
    const stored = {
      registers: Y.encodeStateAsUpdateV2(document.doc),
      words: Y.encodeStateAsUpdateV2(words),
    }
    const client = as === 'same' ? document.doc.clientID : leaseClient()
    document.destroy()
    host = open(stored, client)
    // What waited at the gate was never stored: it is asked for again.
    heardByName.clear()
  }

  return {
    name,
    document: () => host.document,
    client: () => host.document.doc.clientID,
    hear,
    learn,
    restart,
    setClockAhead: (milliseconds) => {
      aheadMs = milliseconds
    },
    read: (path) => host.document.read(path),
    has: (path) => host.document.has(path),
    inspect: (path) => host.document.inspect(path),
    check: (path, edit) => host.document.check(path, edit),
    write: (path, edit) => host.document.write(path, edit),
    transact: (body) => host.document.transact(body),
    undo: (receipt) => host.document.undo(receipt),
    create: (entity) => host.document.create(entity),
    remove: (entity) => host.document.remove(entity),
    restore: (entity) => host.document.restore(entity),
    purge: (entity) => host.document.purge(entity),
    sweep: (entity) => host.document.sweep(entity),
    exists: (entity) => host.document.exists(entity),
    holds: (entity) => host.document.holds(entity),
    entities: (kind) => host.document.entities(kind),
    paths: (prefix) => host.document.paths(prefix),
    subscribe: (prefix, listener) => host.document.subscribe(prefix, listener),
    merges: () => host.document.merges(),
    onMerge: (listener) => host.document.onMerge(listener),
    text: (path) => host.document.text(path),
  }
}

interface Stored {
  readonly registers: Uint8Array
  readonly words: Uint8Array
}

const startMs = Date.UTC(2026, 0, 1)
const heard = Symbol('heard')
