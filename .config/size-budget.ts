import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/**
 * The most a new session may ship to a browser, in gzipped kilobytes by file ending. Files of a session, map files,
 * sight and drawings took it past 300.
 */
const budgetKilobytes = { js: 330, css: 18, html: 2 } as const

/** Fails the build when the page grows past its budget, and says by how much. */
export function sizeBudget(): Plugin {
  return {
    name: 'size-budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const [ending, budget] of Object.entries(budgetKilobytes)) {
        const files = Object.values(bundle).filter((file) => file.fileName.endsWith(`.${ending}`))
        const kilobytes = files.reduce(
          (sum, file) =>
            sum + gzipSync(file.type === 'asset' ? file.source : file.code).length / 1000,
          0,
        )
        if (kilobytes > budget) {
          this.error(
            `The page ships ${kilobytes.toFixed(1)} kB of gzipped .${ending}; its budget is ${budget} kB. Ship less, or raise the budget in .config/size-budget.ts and say why.`,
          )
        }
      }
    },
  }
}
