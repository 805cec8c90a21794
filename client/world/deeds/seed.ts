import type { Plugin } from '#plugin-sdk'
import type { CompendiumPart } from '../compendium/compendium.ts'
import type { SessionDocuments } from '../documents/documents.ts'
import type { Ids } from '../ids.ts'
import type { PlacingPart } from './placing.ts'
import { applyStep } from './plan.ts'
import { inventSessionName } from '../session-name.ts'
import { firstScenePath, pluginPath, sessionNamePath } from '../documents/session-rules.ts'
import type { Cell, SceneSeed } from '../views.ts'

interface SeedOptions {
  readonly seed: SceneSeed
  readonly plugin: Plugin
  readonly documents: SessionDocuments
  readonly compendium: CompendiumPart
  readonly placing: PlacingPart
  readonly ids: Ids
  readonly random: () => number
}

/** Makes a new session something to play at once: a name, a map, heroes and something to fight. */
export async function seedSession(options: SeedOptions): Promise<void> {
  const { seed, plugin, documents, ids } = options
  const { table, control } = documents
  const scene = ids.scene()
  await drawScene(options, scene)

  documents.write(control, () => {
    const { id, version } = plugin
    control.write(pluginPath, { set: { id, version } })
  })
  documents.write(table, () => {
    table.write(sessionNamePath, { set: inventSessionName(options.random) })
    table.create(`scenes.${scene}`)
    table.write(`scenes.${scene}.name`, { set: seed.name })
    table.write(`scenes.${scene}.order`, { set: 1 })
    table.write(firstScenePath, { set: scene })
    placeParty(options, scene)
  })
}

async function drawScene({ seed, documents, ids }: SeedOptions, scene: string): Promise<void> {
  const document = await documents.open(`scene/${scene}`)
  documents.write(document, () => {
    document.write('map.size', { set: { columns: seed.columns, rows: seed.rows } })
    document.write('map.grid', { set: { cellFeet: seed.cellFeet } })
    seed.shapes.forEach((shape, index) => {
      // Shapes are drawn in the order of their ids.
      const entity = `shapes.${String(index).padStart(4, '0')}${ids.shape()}`
      document.create(entity)
      document.write(`${entity}.shape`, { set: shape })
    })
  })
}

function placeParty(
  { seed, plugin, documents, compendium, placing }: SeedOptions,
  scene: string,
): void {
  const { table } = documents
  const taken = new Set<string>()
  const stand = (entryIds: readonly string[], places: readonly Cell[]) => {
    entryIds.slice(0, places.length).forEach((id, index) => {
      const [entry, at] = [compendium.entry(id), places[index]]
      if (entry === undefined || at === undefined) return
      const placed = placing.changesFor(entry, scene, at, taken)
      taken.add(placed.name)
      for (const change of placed.changes) applyStep({ document: table, change })
    })
  }
  stand(plugin.starter.heroes, seed.places.heroes)
  stand(plugin.starter.monsters, seed.places.monsters)
}
