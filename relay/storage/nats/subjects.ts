import type { RoomId, SnapshotId } from '../../wire/index.ts'

/** The stream with one subject per room: its log. */
export const LOG_STREAM = 'DUNGEON_LAB_LOG'
/** The stream of what is kept beside the logs: the latest message of each subject only. */
export const KEPT_STREAM = 'DUNGEON_LAB_KEPT'

/** The stream of the bytes of blobs: a subject for each upload, which becomes that of the blob. */
export const BLOB_STREAM = 'DUNGEON_LAB_BLOBS'

/** All of them, in the order in which they are backed up: what names something else comes before it. */
export const STREAMS: readonly string[] = [KEPT_STREAM, LOG_STREAM, BLOB_STREAM]

export const ALL_LOGS = 'dungeonlab.log.*'
export const ALL_KEPT = 'dungeonlab.kept.>'
export const ALL_BLOBS = 'dungeonlab.blobs.>'
/** Where NATS tells what it stored in a log, as a mapping of `ALL_LOGS`. */
export const ALL_NEWS = 'dungeonlab.news.{{wildcard(1)}}'

/** Where relays try whether anything can be stored. */
export const CHECK_SUBJECT = 'dungeonlab.kept.check'

/** Where relays ask how far the bytes of blobs have come. */
export const BLOBS_CHECK_SUBJECT = 'dungeonlab.blobs.check'

/** Every message of a room's log. Characters of a room id are legal in subjects. */
export function logSubject(room: RoomId): string {
  return `dungeonlab.log.${room}`
}

/** A copy of every message of a room's log, told when it is stored. */
export function newsSubject(room: RoomId): string {
  return `dungeonlab.news.${room}`
}

/** What a room's log came to, so that a reader need not begin at its first message. */
export function summarySubject(room: RoomId): string {
  return `dungeonlab.kept.${room}.summary`
}

/** A piece of a summary that is longer than a message; `covers` tells summaries apart, '*' means all pieces. */
export function summaryPieceSubject(room: RoomId, covers: number, piece: number | '*'): string {
  return `dungeonlab.kept.${room}.summary-${covers}.${piece}`
}

/** Every piece of every summary and snapshot of a room. */
export function allPiecesSubject(room: RoomId): string {
  return `dungeonlab.kept.${room}.*.*`
}

/** The room of a `logSubject`. */
export function roomOfLog(subject: string): RoomId {
  return subject.split('.')[2] as RoomId
}

/** A piece of a snapshot. */
export function pieceSubject(room: RoomId, id: SnapshotId, piece: number): string {
  return `dungeonlab.kept.${room}.${id}.${piece}`
}

/** Every piece of a snapshot. */
export function piecesSubject(room: RoomId, id: SnapshotId): string {
  return `dungeonlab.kept.${room}.${id}.*`
}

/** What there is of a room's blobs, and where. */
export function blobIndexSubject(room: RoomId): string {
  return `dungeonlab.kept.${room}.blobs`
}

/** That of every room. */
export const BLOB_INDEX_SUBJECTS = 'dungeonlab.kept.*.blobs'

/** The room of a `blobIndexSubject`. */
export function roomOfBlobIndex(subject: string): RoomId {
  return subject.split('.')[2] as RoomId
}

/** The bytes at a place of a room, '*' means all places. */
export function blobBytesSubject(room: RoomId, place: string): string {
  return `dungeonlab.blobs.${room}.${place}`
}

/** The place of a `blobBytesSubject`. */
export function blobPlaceOf(subject: string): string {
  return subject.split('.')[3] ?? ''
}

/** Where relays say that they are alive. */
export const RELAYS_SUBJECT = 'dungeonlab.relays'

/** What relays say to each other about a room: who is in it, and what is not stored. */
export function talkSubject(room: RoomId): string {
  return `dungeonlab.talk.${room}`
}
