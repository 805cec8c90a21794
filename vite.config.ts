import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import { packedFiles } from './.config/packed-files.ts'
import { sizeBudget } from './.config/size-budget.ts'
import { offlineShell } from './client/platform/offline-shell.ts'

const relayPort = Number(process.env.PORT ?? 4321)

/** The maker of schemas and how it is set up are one script: whatever makes schemas comes after both. */
const schemas = { name: 'schemas', test: /schemas-without-code|node_modules[\\/]zod[\\/]/ }

/** Our modules do nothing but export (`texts/later.ts` adds words), so that a door with many behind it brings only those that are used. */
const onlyExports =
  /[\\/](client|crdt-rules|plugins|relay)[\\/](?!main\.ts$|schemas-without-code|texts[\\/]later\.ts$)[^?]*\.ts$/

/** What the first screen needs is one script: one request, and what repeats in it is packed once. */
const page = { name: 'page', tags: ['$initial' as const] }

const tests = ['{crdt-rules,relay,client,plugins,.config}/**/*.test.ts']

/** Tests that put something else in a global's place, each in a process of its own; `globals-stay.ts` finds others. */
const changeGlobals = [
  'client/sync/{simulation,snapshots,vigilance}/*.test.ts',
  'client/sync/documents/tab-channel.test.ts',
  'client/sync/store/indexeddb-store.test.ts',
  'client/assets/over-a-real-relay.test.ts',
  'client/assets/cache/indexeddb-cache.test.ts',
]

/** `vite build` makes the page, `--mode relay` the server, `--mode simulation` what `npm run sim` runs; `vitest` runs the tests. */
export default defineConfig(({ mode }) => {
  if (mode === 'relay') return forNode('relay/main.ts', 'dist/relay')
  // Quicker than what tsx makes of it, which names every function again whenever one is made.
  if (mode === 'simulation') return forNode('client/sync/simulation/main.ts', 'dist/simulation')
  const testing = process.env.VITEST !== undefined
  return {
    root: testing ? undefined : 'client',
    base: './',
    publicDir: false as const,
    plugins: [svelte(), offlineShell(), sizeBudget(), packedFiles()],
    build: {
      outDir: '../dist/client',
      emptyOutDir: true,
      target: 'es2023',
      chunkSizeWarningLimit: 1000,
      rolldownOptions: {
        output: { codeSplitting: { groups: [schemas, page] } },
        treeshake: { moduleSideEffects: [{ test: onlyExports, sideEffects: false }] },
      },
    },
    server: {
      proxy: {
        '/ws': { target: `ws://127.0.0.1:${relayPort}`, ws: true },
        '/blobs': { target: `http://127.0.0.1:${relayPort}` },
      },
    },
    test: {
      environment: 'node',
      setupFiles: ['.config/property-seed.ts'],
      testTimeout: 60_000,
      // A relay that a test starts is built first, on whatever else the machine does.
      hookTimeout: 60_000,
      maxWorkers: 2,
      reporters: ['default'],
      // Loading modules anew for each file takes longer than testing them.
      projects: [
        {
          extends: true,
          test: {
            name: 'together',
            include: tests,
            exclude: changeGlobals,
            isolate: false,
            setupFiles: ['.config/globals-stay.ts'],
          },
        },
        { extends: true, test: { name: 'apart', include: changeGlobals } },
      ],
    },
  }
})

function forNode(main: string, outDir: string) {
  const output = { entryFileNames: 'main.mjs' }
  return { build: { ssr: main, outDir, target: 'node20', rolldownOptions: { output } } }
}
