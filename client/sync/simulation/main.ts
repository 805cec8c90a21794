import './quiet-broadcast.ts'

// Fetched afterwards, so that the order holds also where all of it is bundled.
const { main } = await import('./play.ts')
await main(process.argv.slice(2))
