/** What a relay allows of blobs; announced at `GET /blobs/limits`. */
export interface BlobLimits {
  /** Longest blob. */
  readonly blobBytes: number
  /** Longest body of one PUT. */
  readonly partBytes: number
  /** Sum of the lengths of a room's blobs, unfinished uploads counted whole. */
  readonly roomBytes: number
  /** Blobs of a room, unfinished uploads included. */
  readonly roomBlobs: number
  /** Unfinished uploads of a device in a room. */
  readonly uploadsPerDevice: number
  /** An unfinished upload that nobody goes on with is removed after so long. */
  readonly unfinishedMs: number
  /** A blob that no manifest names and nobody reads is removed after so long. */
  readonly graceMs: number
  /** A signature may be valid for at most so long. */
  readonly passMs: number
  /** Requests of a device per second. */
  readonly requestsPerSecond: number
  /** Requests of a device taken at once after a silence. */
  readonly requestBurst: number
}

/** Why a request about blobs is refused, and the HTTP status that goes with it. */
export const BLOB_REFUSALS = {
  malformed: 400,
  wrongBody: 400,
  notSigned: 401,
  expired: 401,
  notAMember: 403,
  notAllowed: 403,
  notHere: 404,
  wrongOffset: 409,
  oldManifest: 409,
  tooLarge: 413,
  rangeNotHere: 416,
  wrongHash: 422,
  tooFast: 429,
  storageFailed: 500,
  busy: 503,
  roomFull: 507,
  tooManyUploads: 507,
  diskFull: 507,
} as const

export type BlobRefusal = keyof typeof BLOB_REFUSALS

const SENTENCES: Readonly<Record<BlobRefusal, string>> = {
  malformed: 'The relay could not read the request.',
  wrongBody: 'What arrived is not what was signed.',
  notSigned: 'The request is not signed by a device.',
  expired: 'The signature is over, or valid for longer than this relay allows.',
  notAMember: 'This device is not in the room.',
  notAllowed: 'The role of this device does not allow it.',
  notHere: 'The relay does not have this blob.',
  wrongOffset: 'The upload stands somewhere else than where this part begins.',
  oldManifest: 'A newer manifest of this device is known.',
  tooLarge: 'The file is larger than this relay allows.',
  rangeNotHere: 'The blob does not reach that far.',
  wrongHash: 'What was uploaded does not have the hash it is named by; it has to be sent again.',
  tooFast: 'This device asks too often.',
  storageFailed: 'The relay could not reach its storage.',
  busy: 'The relay takes as much at once as it can; try again in a moment.',
  roomFull: 'The files of this session take up all the space this relay gives it.',
  tooManyUploads: 'This device has too many unfinished uploads.',
  diskFull: 'The disk of the relay is full.',
}

/** One plain sentence for a refusal. */
export function blobRefusalSentence(refusal: BlobRefusal): string {
  return SENTENCES[refusal]
}

/** True for the name of a refusal. */
export function isBlobRefusal(text: unknown): text is BlobRefusal {
  return typeof text === 'string' && Object.hasOwn(BLOB_REFUSALS, text)
}

/** Header names of the blob routes, as sent. */
export const BLOB_HEADERS = {
  /** Where a part begins; in answers, how much of the upload is there. */
  offset: 'Upload-Offset',
  /** Length of the whole blob. */
  length: 'Upload-Length',
} as const
