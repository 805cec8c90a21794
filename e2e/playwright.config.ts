import { defineConfig } from '@playwright/test'
import { findChromium } from '../.config/chromium.mjs'

const executablePath = await findChromium()

/** Stories in a real Chromium against the built product: each starts a relay of its own. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.story.ts',
  timeout: 120_000,
  expect: { timeout: 20_000 },
  fullyParallel: true,
  workers: 2,
  retries: 0,
  reporter: [['list']],
  outputDir: '../test-results',
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath,
      args: [
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--host-resolver-rules=MAP dungeon.lan 127.0.0.1',
      ],
    },
    viewport: { width: 1280, height: 760 },
    contextOptions: { reducedMotion: 'reduce' },
    // A trace costs a third of a story's time: TRACE=1 npm run e2e -- name-of-the-story.
    trace: process.env.TRACE === undefined ? 'off' : 'retain-on-failure',
    locale: 'en-GB',
  },
})
