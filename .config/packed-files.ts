import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const pack = promisify(gzip)
/** Below this many bytes a packed file saves nothing; the relay packs none smaller either. */
const leastBytes = 1024
const text = /\.(?:js|css|html|json|svg)$/

/**
 * Lays `name.gz` beside every text of the page, which the relay sends to browsers that take it: packed once, and
 * better than there is time for while somebody waits.
 */
export function packedFiles(): Plugin {
  return {
    name: 'packed-files',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      if (dir === undefined) this.error('There is no folder to lay the packed files in.')
      const texts = Object.values(bundle).filter(({ fileName }) => text.test(fileName))
      await Promise.all(
        texts.map(async (file) => {
          const content = Buffer.from(file.type === 'asset' ? file.source : file.code)
          if (content.length < leastBytes) return
          await writeFile(join(dir, `${file.fileName}.gz`), await pack(content, { level: 9 }))
        }),
      )
    },
  }
}
