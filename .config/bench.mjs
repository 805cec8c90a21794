// `npm run bench -- NAME` runs NAME's bench file; without a name, lists them.
const benches = {
  campaign: '../client/sync/snapshots/campaign.bench.ts',
  relay: '../relay/bench/relay.bench.ts',
  rules: '../crdt-rules/testing/rules.bench.ts',
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
await import(benches[name])
