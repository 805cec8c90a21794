const mimesByEnding: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
  weba: 'audio/webm',
}

/** The media type of a sound file, by what the system says or else by its name; undefined for other files. */
export function soundMime(name: string, mime: string): string | undefined {
  if (mime.startsWith('audio/')) return mime
  const [, ending = ''] = /\.([a-z0-9]+)$/i.exec(name) ?? []
  return mimesByEnding[ending.toLowerCase()]
}

/** How long a sound is; undefined when this browser cannot play it. */
export async function soundSeconds(blob: Blob): Promise<number | undefined> {
  const url = URL.createObjectURL(blob)
  try {
    const audio = new Audio()
    audio.preload = 'metadata'
    const seconds = await new Promise<number | undefined>((resolve) => {
      audio.onloadedmetadata = () => resolve(audio.duration)
      audio.onerror = () => resolve(undefined)
      audio.src = url
    })
    if (seconds === undefined) return undefined
    return Number.isFinite(seconds) && seconds > 0 ? seconds : await decodedSeconds(blob)
  } finally {
    URL.revokeObjectURL(url)
  }
}

/** Recordings may not say how long they are: then all of it is decoded once. */
async function decodedSeconds(blob: Blob): Promise<number | undefined> {
  try {
    const context = new OfflineAudioContext(1, 1, 44_100)
    const { duration } = await context.decodeAudioData(await blob.arrayBuffer())
    return duration > 0 ? duration : undefined
  } catch {
    return undefined
  }
}
