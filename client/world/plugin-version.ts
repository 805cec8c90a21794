import type { Plugin } from '#plugin-sdk'
import { z } from 'zod'
import { line } from '../texts/told.ts'
import type { SessionDocuments } from './documents/documents.ts'
import { pluginPath } from './documents/session-rules.ts'
import type { Problems } from './problems.ts'

/**
 * The session records the game system it is led with: other versions may read the same entries otherwise. A GM's newer
 * one is recorded; any other device is told that it differs.
 */
export function watchPluginVersion(options: {
  readonly plugin: Pick<Plugin, 'id' | 'name' | 'version'>
  readonly documents: SessionDocuments
  readonly isGm: boolean
  readonly problems: Pick<Problems, 'add'>
}): void {
  const { plugin, documents, isGm, problems } = options
  const { control } = documents

  function compare(): void {
    const recorded = Recorded.safeParse(control.read(pluginPath)).data
    if (recorded === undefined) return
    const { id, version } = plugin
    if (recorded.id === id && recorded.version === version) return
    if (isGm && recorded.id === id && isNewer(version, recorded.version)) {
      documents.write(control, () => control.write(pluginPath, { set: { id, version } }))
      return
    }
    const here = `${plugin.name} ${version}`
    const there = recorded.id === id ? recorded.version : `${recorded.id} ${recorded.version}`
    const { text, told } = line('told.otherVersion', here, there)
    problems.add({ path: pluginPath, sentence: text, told })
  }

  control.subscribe(pluginPath, compare)
  compare()
}

/** By numbers where there are numbers: 1.10 is newer than 1.9. */
function isNewer(version: string, than: string): boolean {
  return new Intl.Collator('en', { numeric: true }).compare(version, than) > 0
}

const Recorded = z.object({ id: z.string(), version: z.string() })
