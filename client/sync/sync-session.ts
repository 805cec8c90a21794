import type { Role } from '#relay/wire'
import type * as Y from 'yjs'
import type { DocumentName } from './names.ts'
import type { SyncStatus } from './status.ts'

/** A document that is loaded from the device and kept in step with the relay until it is closed. */
export interface OpenDocument {
  readonly name: DocumentName
  readonly doc: Y.Doc
  close(): void
}

/** Another connection that is in the room now. A second tab of this device is one too; this tab is not. */
export interface Present {
  readonly connection: number
  /** Device public key, base64url. */
  readonly device: string
  /** Member id, six hex digits. */
  readonly member: string
  readonly role: Role
}

/** Who can open a whisper. */
export type Audience = 'members' | 'gm'

/** One session on one tab of one device: its documents, the relay, and who is there. */
export interface SyncSession {
  readonly room: string
  readonly member: string
  readonly role: Role
  /** Device public key, base64url. */
  readonly device: string

  /** Loads a document from this device, then keeps it synced. Rejects with a sentence when the keys do not open it. */
  open(name: DocumentName): Promise<OpenDocument>
  canRead(name: DocumentName): boolean
  /** Whether the relay and the others take writes of this device to the document. */
  canWrite(name: DocumentName): boolean

  /** The key of this member's private document, sealed for GMs' devices alone and signed by this device. */
  readonly sealedPrivateKey: Uint8Array
  /** GM: lets this device read `private/<member>`, by that member's `sealedPrivateKey`. Ignored unless a device known as the member's signed it. */
  addPrivateKey(member: string, sealedKey: Uint8Array): void

  readonly status: SyncStatus
  onStatus(listener: (status: SyncStatus) => void): () => void

  readonly present: readonly Present[]
  onPresent(listener: () => void): () => void

  /** Sends an ephemeral message, sealed, never stored; dropped when offline. Throws when it is too long. */
  whisper(audience: Audience, payload: Uint8Array): void
  onWhisper(listener: (from: Present, audience: Audience, payload: Uint8Array) => void): () => void

  /** What was just written goes out at once instead of within 50 ms. */
  urgent(): void
  /** This device's clock corrected by the relay's, milliseconds since 1970. */
  now(): number
  /** Puts everything away durably and lets go of the documents and the socket. */
  stop(): Promise<void>
}
