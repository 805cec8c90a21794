import { HIGHEST_STREAM_NUMBER, sha256, streamOf, type StreamClass } from '#relay/wire'

/** The documents a session is made of. `<member>` is a member id, `<scene>` any text without a slash. */
export type DocumentName =
  | 'control'
  | 'table'
  | 'gm'
  | 'words'
  | 'gmWords'
  | `log/${number}`
  | `scene/${string}`
  | `gmScene/${string}`
  | `private/${string}`

/** A member number (24 bits) as the six hex digits that name the member everywhere else. */
export function memberIdOf(memberNumber: number): string {
  return memberNumber.toString(16).padStart(6, '0')
}

/** Whether text names a document of a session. */
export function isDocumentName(text: string): text is DocumentName {
  const [head = '', rest, ...more] = text.split('/')
  if (more.length > 0) return false
  if (rest === undefined) return ['control', 'table', 'gm', 'words', 'gmWords'].includes(head)
  if (head === 'log') return /^\d{1,8}$/.test(rest)
  if (head === 'private') return /^[0-9a-f]{6}$/.test(rest)
  return (head === 'scene' || head === 'gmScene') && rest.length > 0 && rest.length <= 64
}

/** The class of streams a document belongs to: who may read and who may write it. */
export function classOfDocument(name: DocumentName): StreamClass {
  const [head = ''] = name.split('/')
  return head as StreamClass
}

/** The member a private document belongs to; undefined for all others. */
export function memberOfDocument(name: DocumentName): string | undefined {
  return name.startsWith('private/') ? name.slice('private/'.length) : undefined
}

/**
 * The stream that carries a document. Scenes are spread by hash: two that meet in one stream stay apart,
 * because each sealed record names its document inside.
 */
export function streamOfDocument(name: DocumentName): number {
  const streamClass = classOfDocument(name)
  const [, rest = ''] = name.split('/')
  switch (streamClass) {
    case 'log':
      return streamOf(streamClass, Number(rest))
    case 'private':
      return streamOf(streamClass, Number.parseInt(rest, 16))
    case 'scene':
    case 'gmScene':
      return streamOf(streamClass, spread(rest))
    case 'control':
    case 'table':
    case 'gm':
    case 'words':
    case 'gmWords':
      return streamOf(streamClass)
  }
}

function spread(text: string): number {
  const [high = 0, middle = 0, low = 0] = sha256(new TextEncoder().encode(text))
  return (high * 0x10000 + middle * 0x100 + low) & HIGHEST_STREAM_NUMBER
}
