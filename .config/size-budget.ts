import { gzipSync } from 'node:zlib'
import type { Plugin, Rolldown } from 'vite'

/** The most a new session may ship to a browser, in gzipped kilobytes by file ending. */
const budgetKilobytes = { js: 350, css: 18, html: 2 } as const
/** Each script that is only fetched when it is first needed: the journal, the library, sound, the maps to begin with. */
const laterKilobytes = 30

/** Fails the build when the page grows past its budget, and says by how much. */
export function sizeBudget(): Plugin {
  return {
    name: 'size-budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      const later = fetchedLater(bundle)
      const laterStyles = stylesOf(bundle, later)
      const check = (what: string, budget: number, names: readonly string[]) => {
        const kilobytes = names.reduce((sum, name) => sum + sizeOf(bundle[name]), 0)
        if (kilobytes <= budget) return
        this.error(
          `The page ships ${kilobytes.toFixed(1)} kB of gzipped ${what}; its budget is ${budget} kB. Ship less, or raise the budget in .config/size-budget.ts and say why.`,
        )
      }
      for (const [ending, budget] of Object.entries(budgetKilobytes)) {
        const names = Object.keys(bundle).filter((name) => name.endsWith(`.${ending}`))
        check(
          `.${ending}`,
          budget,
          names.filter((name) => !later.has(name) && !laterStyles.has(name)),
        )
      }
      for (const name of later) check(`script for later (${name})`, laterKilobytes, [name])
    },
  }
}

/** The scripts that neither the page nor a script it begins with asks for at once. */
function fetchedLater(bundle: Rolldown.OutputBundle): ReadonlySet<string> {
  const later = new Set(Object.keys(bundle).filter((name) => bundle[name]?.type === 'chunk'))
  const take = (name: string) => {
    const file = bundle[name]
    if (file?.type !== 'chunk' || !later.delete(name)) return
    for (const needed of file.imports) take(needed)
  }
  for (const file of Object.values(bundle)) {
    if (file.type === 'chunk' && file.isEntry) take(file.fileName)
  }
  return later
}

/** The styles that come only with these scripts. */
function stylesOf(
  bundle: Rolldown.OutputBundle,
  scripts: ReadonlySet<string>,
): ReadonlySet<string> {
  const styles = new Set<string>()
  const others = new Set<string>()
  for (const file of Object.values(bundle)) {
    if (file.type !== 'chunk') continue
    for (const name of file.viteMetadata?.importedCss ?? []) {
      ;(scripts.has(file.fileName) ? styles : others).add(name)
    }
  }
  return new Set([...styles].filter((name) => !others.has(name)))
}

function sizeOf(file: Rolldown.OutputBundle[string] | undefined): number {
  if (file === undefined) return 0
  return gzipSync(file.type === 'asset' ? file.source : file.code).length / 1000
}
