/**
 * The browser: the only place that names its globals. Everything above gets these as arguments.
 */
export { openAddressBar } from './address-bar.ts'
export { fetchLaterFiles } from './later-files.ts'
export { createTabLocks } from './locks.ts'
export { onHidden, onOnline } from './network.ts'
export { onPageError } from './page-errors.ts'
export { randomBytes, randomFraction, subtleCryptography } from './randomness.ts'
export { registerServiceWorker } from './service-worker.ts'
export { connectSocket, relayUrl } from './socket.ts'
export { requestPersistence } from './storage.ts'
export { now, schedule } from './time.ts'
export { request } from './web-requests.ts'
