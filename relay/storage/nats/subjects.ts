import type { RoomId, SnapshotId } from '../../wire/index.ts'

/** The stream with one subject per room: its log. */
export const LOG_STREAM = 'DUNGEON_LAB_LOG'
/** The stream of what is kept beside the logs: the latest message of each subject only. */
export const KEPT_STREAM = 'DUNGEON_LAB_KEPT'

export const ALL_LOGS = 'dungeonlab.log.*'
export const ALL_KEPT = 'dungeonlab.kept.>'
/** Where NATS tells what it stored in a log, as a mapping of `ALL_LOGS`. */
export const ALL_NEWS = 'dungeonlab.news.{{wildcard(1)}}'

/** Where relays try whether anything can be stored. */
export const CHECK_SUBJECT = 'dungeonlab.kept.check'

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

/** A piece of a snapshot. */
export function pieceSubject(room: RoomId, id: SnapshotId, piece: number): string {
  return `dungeonlab.kept.${room}.${id}.${piece}`
}

/** Every piece of a snapshot. */
export function piecesSubject(room: RoomId, id: SnapshotId): string {
  return `dungeonlab.kept.${room}.${id}.*`
}

/** Where relays say that they are alive. */
export const RELAYS_SUBJECT = 'dungeonlab.relays'

/** What relays say to each other about a room: who is in it, and what is not stored. */
export function talkSubject(room: RoomId): string {
  return `dungeonlab.talk.${room}`
}
