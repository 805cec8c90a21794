/**
 * What client and relay say to each other: frames, records, certificates, hash chain. See PROTOCOL.md.
 * Runs in browsers and Node, with or without a secure context.
 */
export {
  BLOB_HEADERS,
  BLOB_REFUSALS,
  blobRefusalSentence,
  isBlobRefusal,
  type BlobLimits,
  type BlobRefusal,
} from './blob-answers.ts'
export {
  blobHashToBytes,
  blobRequestSigningBytes,
  decodeBlobPass,
  encodeBlobPass,
  isBlobHash,
  type BlobHash,
  type BlobMethod,
  type BlobPass,
  type BlobRequest,
} from './blob-request.ts'
export { bytesEqual, concatBytes, keyToText } from './bytes.ts'
export {
  CERTIFICATE_BYTES,
  certificateSigningBytes,
  decodeCertificate,
  encodeCertificate,
  signCertificate,
  type Certificate,
  type DeviceCertificate,
  type InviteCertificate,
  type UnsignedCertificate,
} from './certificate.ts'
export { firstMemberNumber, isExpired, verifyChain, type Grant, type Refused } from './chain.ts'
export {
  CLOSE_CODES,
  closeReasonOf,
  closeSentence,
  isFinalClose,
  MESSAGE_TOO_LONG,
  type CloseReason,
} from './close-codes.ts'
export {
  publicKeyOf,
  sha256,
  signEd25519,
  verifyEd25519,
  type Sha256,
  type Verify,
} from './cryptography.ts'
export {
  PROTOCOL_VERSION,
  type Ack,
  type Append,
  type Certificates,
  type Chain,
  type Challenge,
  type Ephemeral,
  type Frame,
  type Hello,
  type Join,
  type Leave,
  type Live,
  type Nack,
  type NackItem,
  NACK_REASONS,
  type NackReason,
  type Ping,
  type Pong,
  type Position,
  type Presence,
  type Prove,
  type Records,
  type Sync,
  type Verdict,
  type Welcome,
} from './frame.ts'
export { encodeRecordLists } from './encode-records.ts'
export { firstHash, nextHash } from './hash-chain.ts'
export {
  connectionId,
  epochFromBytes,
  epochToBytes,
  isRoomId,
  roomIdFromBytes,
  roomIdOf,
  roomIdToBytes,
  snapshotIdFromBytes,
  snapshotIdToBytes,
  TAB_BYTES,
  tabIdFromBytes,
  tabIdToBytes,
  type ConnectionId,
  type LogEpoch,
  type RoomId,
  type SnapshotId,
  type TabId,
} from './ids.ts'
export type { Limits } from './limits.ts'
export {
  attestationSigningBytes,
  decodeSnapshot,
  decodeSnapshotHeader,
  encodeSnapshot,
  encodeSnapshotHeader,
  SHORTEST_SNAPSHOT,
  signSnapshot,
  SNAPSHOT_HEADER_BYTES,
  SNAPSHOT_KINDS,
  snapshotAdditionalData,
  snapshotIdOf,
  snapshotSigningBytes,
  verifySnapshot,
  type SealedSnapshot,
  type SnapshotHeader,
} from './snapshot.ts'
export type {
  Attest,
  Attestation,
  Fetch,
  List,
  Part,
  Shelf,
  ShelfSnapshots,
  Snap,
  SnapOutcome,
  Snapped,
  SnapshotInfo,
} from './snapshot-frames.ts'
export { readSnapshotInfo, writeSnapshotInfo } from './snapshot-frame-codec.ts'
export { malformed, type Malformed } from './malformed.ts'
export { decodeMessage, encodeMessage, isMalformed } from './message.ts'
export {
  decodePinManifest,
  encodePinManifest,
  encodePins,
  pinsSigningBytes,
  type PinManifest,
} from './pin-manifest.ts'
export { proofSigningBytes } from './proof.ts'
export {
  decodeRecord,
  decodeRecordHead,
  encodeRecord,
  NOTHING_SEEN,
  RECORD_HEADER_BYTES,
  RECORD_KINDS,
  recordAdditionalData,
  recordSigningBytes,
  SEEN_HASH_BYTES,
  SIGNATURE_BYTES,
  signRecord,
  verifyRecord,
  type ReadHead,
  type RecordHead,
  type RecordHeader,
  type SealedRecord,
  type SeenEnd,
} from './record.ts'
export { placesIn, recordListBytes, writeRecordList } from './record-list.ts'
export {
  classesOfRole,
  classMask,
  HIGHEST_STREAM_NUMBER,
  isHigherRole,
  mayWrite,
  STREAM_CLASSES,
  streamClassOf,
  streamNumberOf,
  streamOf,
  type ClassMask,
  type Role,
  type StreamClass,
} from './streams.ts'
