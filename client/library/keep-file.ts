import type { AssetId } from '../assets/index.ts'
import { readImageHeader } from '../maps/index.ts'
import { say, sayLine } from '../texts/index.ts'
import type { StoredFile } from '../world/index.ts'
import type { Desk, Filing, Kept } from './desk.svelte.ts'
import { rasterise } from './rasterise.ts'
import { soundMime, soundSeconds } from './sound-file.ts'
import { thumbnailOf } from './thumbnail.ts'

/** A file on its way into the library. */
export interface Incoming {
  readonly name: string
  readonly mime: string
  readonly bytes: Uint8Array
  readonly filing: Filing
  readonly tags?: readonly string[]
  /** Pixels that a drawing of lines is at least drawn with, on its longer side. */
  readonly leastSide?: number
  readonly signal?: AbortSignal
  /** A fraction of the work, from 0 to 1. */
  readonly onProgress?: (fraction: number) => void
}

/** Keeps a picture or a sound on this device and files it in the library. Rejects when it is aborted. */
export async function keepFile(desk: Desk, incoming: Incoming): Promise<Kept> {
  const readable = await read(incoming)
  if (readable === undefined) {
    return { type: 'refused', because: say('library.unreadable', incoming.name) }
  }
  if ('because' in readable) return { type: 'refused', because: readable.because }
  const { bytes, mime, ...sizes } = readable
  const { signal, onProgress, filing, tags, name } = incoming
  const watch = {
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  }
  const answer = await desk.assets.put(bytes, mime, watch)
  if (answer.type === 'refused') return { type: 'refused', because: answer.sentence }
  const known = desk.world.library.file(answer.id)
  if (known !== undefined) return { type: 'kept', file: known }
  const thumbnail = mime.startsWith('image/') ? await keepThumbnail(desk, bytes, mime) : undefined
  signal?.throwIfAborted()
  const file: StoredFile = {
    id: answer.id,
    mime,
    bytes: bytes.length,
    ...sizes,
    ...(thumbnail && { thumbnail }),
  }
  const { folder, secret = desk.world.me.role === 'gm' } = filing
  const added = desk.world.library.add({
    file,
    name: nameOf(name),
    folder,
    secret,
    ...(tags && { tags }),
  })
  if (added.type === 'refused') return { type: 'refused', because: sayLine(added.because) }
  const kept = desk.world.library.file(answer.id)
  if (kept === undefined) throw new Error('A file that was just added is not in the library.')
  return { type: 'kept', file: kept }
}

type Readable =
  | (Pick<StoredFile, 'mime' | 'width' | 'height' | 'seconds'> & { readonly bytes: Uint8Array })
  | { readonly because: string }

async function read({ name, mime, bytes, leastSide }: Incoming): Promise<Readable | undefined> {
  const header = readImageHeader(bytes)
  if (header.type === 'image') {
    if (header.mime === 'image/svg+xml') return rasterise(bytes, header, leastSide)
    const { widthPixels: width, heightPixels: height } = header
    return { bytes, mime: header.mime, width, height }
  }
  const heard = soundMime(name, mime)
  if (heard === undefined) return mime.startsWith('image/') ? header : undefined
  const seconds = await soundSeconds(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: heard }))
  return seconds === undefined ? undefined : { bytes, mime: heard, seconds }
}

/** A small picture of its own, so that lists need not fetch the large one; undefined when it cannot be decoded. */
async function keepThumbnail(
  desk: Desk,
  bytes: Uint8Array,
  mime: string,
): Promise<AssetId | undefined> {
  const small = await thumbnailOf(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mime }))
  if (small === undefined) return undefined
  const answer = await desk.assets.put(new Uint8Array(await small.arrayBuffer()), small.type)
  return answer.type === 'put' ? answer.id : undefined
}

/** 'old_mill-2.png' is 'old mill 2'. */
function nameOf(fileName: string): string {
  const words = fileName
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replace(/[_-]+/g, ' ')
    .trim()
  return words === '' ? fileName : words
}
