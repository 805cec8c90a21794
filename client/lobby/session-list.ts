/** A session kept on this device, as the lobby lists it. */
export interface KnownSession {
  readonly room: string
  readonly name: string
  readonly role: 'gm' | 'player' | 'spectator'
  /** When it was last open here, ms since 1970. */
  readonly playedAt: number
}

/** How a person wants to be seen at the table. */
export interface Profile {
  readonly name: string
  readonly colour: string
}
