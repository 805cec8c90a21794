import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

// `npm run bench -- NAME` runs NAME's bench file; without a name, lists them.
const benches = {
  campaign: '../client/sync/snapshots/campaign.bench.ts',
  relay: '../relay/bench/relay.bench.ts',
  rules: '../crdt-rules/testing/rules.bench.ts',
  search: '../client/search/search.bench.ts',
  sight: '../client/sight/sight.bench.ts',
  storage: '../relay/storage/storage.bench.ts',
  sync: '../e2e/sync.bench.ts',
  table: '../e2e/table.bench.ts',
}
const name = process.argv[2]
if (name === undefined || !(name in benches)) {
  console.error(`Name one of: ${Object.keys(benches).join(', ')}. Example: npm run bench -- rules`)
  process.exit(1)
}
// Only two of them look at the page.
if (benches[name].startsWith('../e2e/')) {
  const ensure = fileURLToPath(new URL('ensure.mjs', import.meta.url))
  execFileSync(process.execPath, [ensure, 'build', 'browser'], { stdio: 'inherit' })
}
await import(benches[name])
