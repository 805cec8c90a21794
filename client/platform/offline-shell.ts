import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

/**
 * Emits `sw.js`, the service worker that lets the page start with the network gone: it keeps the
 * files of one build and touches nothing else. Its cache is named after their contents, so a new
 * build replaces the old one whole. Beside it `later.json` lists the scripts and styles for a page
 * that has no such worker.
 */
export function offlineShell(): Plugin {
  return {
    name: 'offline-shell',
    apply: 'build',
    // After Vite's own: it takes the first script away where the page can name what that only passes on.
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = Object.values(bundle)
          .map((file) => ({
            name: file.fileName,
            content: file.type === 'asset' ? file.source : file.code,
          }))
          .sort((left, right) => (left.name < right.name ? -1 : 1))
        const hash = createHash('sha256')
        for (const file of files) hash.update(file.name).update(file.content)
        const later = files.map(({ name }) => name).filter((name) => /\.(?:js|css)$/.test(name))
        this.emitFile({ type: 'asset', fileName: 'later.json', source: JSON.stringify(later) })
        this.emitFile({
          type: 'asset',
          fileName: 'sw.js',
          source: workerSource(
            `dungeon-lab-${hash.digest('hex').slice(0, 16)}`,
            files.map((file) => file.name),
          ),
        })
      },
    },
  }
}

function workerSource(cacheName: string, files: readonly string[]): string {
  const listed = ['./', ...files.filter((file) => file !== 'index.html')]
  return `const cacheName = ${JSON.stringify(cacheName)}
const files = ${JSON.stringify(listed)}.map((file) => new URL(file, self.registration.scope).href)
self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(files)).then(() => self.skipWaiting()))
})
self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name !== cacheName).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})
self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET') return
  if (request.mode === 'navigate') {
    event.respondWith(fetch(request).catch(() => caches.match(files[0])))
    return
  }
  if (files.includes(request.url)) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)))
  }
})
`
}
