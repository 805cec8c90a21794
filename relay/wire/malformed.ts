/** What a decoder answers when bytes are not what they should be. */
export interface Malformed {
  readonly type: 'malformed'
  /** A plain sentence. */
  readonly reason: string
  /** A HELLO of another version of the protocol, whose layout may be any. */
  readonly isOtherVersion?: true
}

/** Builds the answer of a decoder that could not read its bytes. */
export function malformed(reason: string): Malformed {
  return { type: 'malformed', reason }
}
