import type { Json } from '#crdt-rules'
import type { CompendiumEntry, ImportReport, Plugin } from '#plugin-sdk'
import { z } from 'zod'
import { createCompendiumIndex, type CompendiumIndex } from './compendium-index.ts'
import { entryEntity } from '../documents/entry-path.ts'
import type { Shelf } from '../options.ts'
import type { Compendium } from '../parts.ts'
import { StoredEntry } from '../documents/stored-entry.ts'
import type { Topics } from '../topics.ts'

export interface CompendiumPart extends Compendium {
  /** Whether every device with this game system knows the entry. */
  ships(id: string): boolean
  /** Where entries written into the session are read from, once its documents are open. */
  readSession(read: SessionEntries): void
}

/** The entries that the documents of a session carry. */
export interface SessionEntries {
  entry(entity: string): Json | undefined
  all(): readonly string[]
  subscribe(listener: () => void): void
}

interface CompendiumOptions {
  readonly plugin: Plugin
  readonly shelf: Shelf
  readonly topics: Topics
}

/** Opens what this device knows: the game system's entries and those imported here. */
export async function openCompendium({
  plugin,
  shelf,
  topics,
}: CompendiumOptions): Promise<CompendiumPart> {
  const shelfName = `compendium/${plugin.id}`
  const shipped = new Map(plugin.compendium.map((entry) => [entry.id, entry]))
  const kept = z
    .array(z.unknown())
    .catch([])
    .parse(await shelf.read(shelfName))
  const imported = new Map(kept.flatMap(parseEntry).map((entry) => [entry.id, entry]))
  const parsedByEntity = new Map<string, CompendiumEntry | undefined>()
  let session: SessionEntries | undefined
  let index: CompendiumIndex | undefined

  function fromSession(entity: string): CompendiumEntry | undefined {
    if (!parsedByEntity.has(entity))
      parsedByEntity.set(entity, parseEntry(session?.entry(entity))[0])
    return parsedByEntity.get(entity)
  }

  function sessionEntries(): readonly CompendiumEntry[] {
    return (session?.all() ?? []).flatMap((id) => fromSession(`compendium.${id}`) ?? [])
  }

  function changed(): void {
    index = undefined
    topics.tell('compendium')
  }

  async function keep(report: ImportReport): Promise<ImportReport> {
    const refused = [...report.refused]
    const entries = report.entries.filter((entry) => {
      const parsed = StoredEntry.safeParse(entry)
      if (!parsed.success)
        refused.push({ name: entry.name, because: 'It is too large or malformed.' })
      return parsed.success
    })
    for (const entry of entries) imported.set(entry.id, entry)
    changed()
    await shelf.write(shelfName, JSON.parse(JSON.stringify([...imported.values()])) as Json)
    return { ...report, entries, refused }
  }

  return {
    ships: (id) => shipped.has(id),

    // What a session was played with counts before what this device imported since.
    entry: (id) => shipped.get(id) ?? fromSession(entryEntity(id)) ?? imported.get(id),

    search(text) {
      index ??= createCompendiumIndex([
        ...new Map(
          [...sessionEntries(), ...imported.values(), ...shipped.values()].map((entry) => [
            entry.id,
            entry,
          ]),
        ).values(),
      ])
      return index.search(text)
    },

    readSession(read) {
      session = read
      parsedByEntity.clear()
      read.subscribe(() => {
        parsedByEntity.clear()
        changed()
      })
      changed()
    },

    async importFile(fileName, text, progress, isCancelled) {
      const json = parseJson(text)
      if (json === undefined) return refuse(fileName, 'It is not JSON.')
      const importer = plugin.importers.find((one) => one.accepts(json))
      if (importer === undefined) {
        const known = plugin.importers.map(({ name }) => name).join(', ')
        return refuse(fileName, `${plugin.name} knows no such file. It reads: ${known || 'none'}.`)
      }
      return keep(await importer.read(json, progress, isCancelled))
    },
  }
}

function parseEntry(value: unknown): CompendiumEntry[] {
  const parsed = StoredEntry.safeParse(value)
  return parsed.success ? [parsed.data] : []
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function refuse(name: string, because: string): ImportReport {
  return { entries: [], refused: [{ name, because }], cancelled: false }
}
