import { createSubscriber } from 'svelte/reactivity'
import type { AssetId, AssetStatus, AssetStore } from '../assets/index.ts'
import { say } from '../texts/index.ts'
import type { LibraryFile } from '../world/index.ts'

/** How files stand, live where it is read inside a component. */
export function followStatus(assets: AssetStore): (id: AssetId) => AssetStatus {
  const subscribe = createSubscriber((update) => assets.onStatus(() => update()))
  return (id) => {
    subscribe()
    return assets.status(id)
  }
}

/** Where a file is, in words. */
export function statusWords(status: AssetStatus): string {
  switch (status.state) {
    case 'away':
      return say('library.away')
    case 'downloading':
      return say('library.downloading', percent(status.receivedBytes, status.totalBytes))
    case 'missing':
      return say('library.missing')
    case 'tab':
      return say('library.atTab')
    case 'device':
      return say('library.atDevice')
    case 'uploading':
      return say('library.uploading', percent(status.sentBytes, status.totalBytes))
    case 'relay':
      return say('library.atRelay')
  }
}

/** What stands between files and the relay for good, each reason once with how many files it keeps waiting. */
export function waitingWords(
  files: readonly LibraryFile[],
  statusOf: (id: AssetId) => AssetStatus,
): readonly string[] {
  const counts = { roomFull: 0, diskFull: 0, tooLarge: 0, notAllowed: 0 }
  for (const { id } of files) {
    const status = statusOf(id)
    const reason = status.state === 'device' ? status.reason : undefined
    if (reason !== undefined && Object.hasOwn(counts, reason)) {
      counts[reason as keyof typeof counts] += 1
    }
  }
  const reasons = ['roomFull', 'diskFull', 'tooLarge', 'notAllowed'] as const
  return reasons.flatMap((reason) =>
    counts[reason] === 0 ? [] : say(`library.${reason}`, counts[reason]),
  )
}

/** Bytes as megabytes or gigabytes, with a digit where it matters. */
export function sizeWords(bytes: number): string {
  const amount = bytes / 1_000_000
  if (amount >= 1000) return say('library.gigabytes', (amount / 1000).toFixed(1))
  return say('library.megabytes', amount.toFixed(amount < 10 ? 1 : 0))
}

function percent(done: number, of: number): number {
  return Math.round((done / Math.max(of, 1)) * 100)
}
