import type { BlobRefusal } from '#relay/wire'

/** Where an asset is, as far as this tab knows. */
export type AssetStatus =
  /** Not on this device; `get` asks the relay for it. */
  | { readonly state: 'away' }
  | { readonly state: 'downloading'; readonly receivedBytes: number; readonly totalBytes: number }
  /** Neither here nor on the relay; it may still come from the device that has it. */
  | { readonly state: 'missing'; readonly sentence: string }
  /** The device took it not, and the relay has it not yet: it is gone when this tab closes. */
  | { readonly state: 'tab'; readonly sentence: string }
  /** On this device only; sentence and reason say why the relay does not take it, when it does not. */
  | { readonly state: 'device'; readonly sentence?: string; readonly reason?: BlobRefusal }
  | { readonly state: 'uploading'; readonly sentBytes: number; readonly totalBytes: number }
  /** Safe on the relay. */
  | { readonly state: 'relay' }

export const MISSING_SENTENCE =
  'The file is neither on this device nor on the relay yet. It appears when the device that has it is online.'
export const DAMAGED_SENTENCE =
  'The file that arrived is not the one that was asked for, so it is not shown.'
export const UNREACHABLE_SENTENCE =
  'The relay cannot be reached. The file is asked for again when it can.'
export const DEVICE_FULL_SENTENCE =
  'This device has no space for the file. It stays open in this tab until the relay has it.'
export const EMPTY_SENTENCE = 'The file is empty.'

/** Said when the file is longer than the relay takes. */
export function tooLargeSentence(bytes: number, mostBytes: number): string {
  return `The file has ${megabytes(bytes)} MB; at most ${megabytes(mostBytes)} MB fit. A smaller picture or a stronger compression helps.`
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)
}
