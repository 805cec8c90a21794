import './schemas-without-code.ts'
import { plugins } from '#plugins'
import { mount } from 'svelte'
import { openAssetCache, openAssetStore } from './assets/index.ts'
import App from './App.svelte'
import { Diagnostics } from './diagnostics.svelte.ts'
import { Places } from './place.svelte.ts'
import {
  connectSocket,
  createTabLocks,
  fetchLaterFiles,
  now,
  onHidden,
  onOnline,
  onPageError,
  openAddressBar,
  randomBytes,
  randomFraction,
  registerServiceWorker,
  relayUrl,
  request,
  requestPersistence,
  schedule,
  subtleCryptography,
} from './platform/index.ts'
import { Preferences } from './preferences.svelte.ts'
import { createSessions, createShelf } from './sessions.ts'
import { createCryptoSuite, openDeviceStorage, openSession } from './sync/index.ts'
import { sampleScene } from './table/index.ts'
import { preferredLanguage } from './texts/index.ts'
import './ui/theme.css'
import './ui/base.css'

const diagnostics = new Diagnostics(now)
onPageError(window, (error) => diagnostics.note(error))

const [plugin] = plugins
if (plugin === undefined)
  throw new Error('No game system is installed. Add one to plugins/index.ts.')

const [{ store, openCache }, assetCache, crypto] = await Promise.all([
  openDeviceStorage({ schedule }),
  openAssetCache({ schedule, onFailure: (error) => diagnostics.note(error) }),
  createCryptoSuite(subtleCryptography()),
])
const locks = createTabLocks()
const syncWorld = {
  store,
  openCache,
  locks,
  connect: connectSocket,
  crypto,
  random: randomBytes,
  now,
  schedule,
  onOnline,
  onHidden,
}
const shelf = createShelf(store)
const preferences = new Preferences(
  {
    root: document.documentElement,
    save: (value) => void shelf.write('preferences', { ...value }),
  },
  await shelf.read('preferences'),
  preferredLanguage(navigator.languages),
)
const sessions = createSessions({
  store,
  openSync: (keys) => openSession({ keys, relayUrl: relayUrl(), world: syncWorld }),
  openAssets: (keys, sessionNow) =>
    openAssetStore({
      keys,
      relayUrl: relayUrl(),
      world: {
        cache: assetCache,
        locks,
        fetch: request,
        crypto,
        subtle: subtleCryptography(),
        random: randomBytes,
        now: sessionNow,
        schedule,
        onOnline,
      },
    }),
  plugin,
  firstScene: sampleScene,
  pageUrl: location.href,
  randomBytes,
  random: randomFraction,
  schedule,
  now,
})
const address = openAddressBar(window)
const places = new Places(sessions, address, (error) => diagnostics.note(error))

const target = document.getElementById('page')
if (target === null) throw new Error('index.html has lost its element with the id "page".')
await preferences.ready
mount(App, {
  target,
  props: {
    places,
    preferences,
    diagnostics,
    now,
    isWide: () => innerWidth > 900,
  },
})
await places.arrive()
onOnline(() => void fetchLaterFiles())
await Promise.allSettled([registerServiceWorker(), requestPersistence(), fetchLaterFiles()])
