/** Names one kind of thing. Two kinds never mix by accident. */
export type Id<Kind extends string> = string & { readonly __kind: Kind }
export type ActorId = Id<'actor'>
export type TokenId = Id<'token'>
export type GroupId = Id<'group'>
export type SceneId = Id<'scene'>
export type ShapeId = Id<'shape'>
export type DrawingId = Id<'drawing'>
export type EntryId = Id<'entry'>
export type RecordId = Id<'record'>
export type PlaylistId = Id<'playlist'>

export interface Ids {
  actor(): ActorId
  token(): TokenId
  group(): GroupId
  scene(): SceneId
  shape(): ShapeId
  drawing(): DrawingId
  entry(): EntryId
  record(): RecordId
  playlist(): PlaylistId
}

/** The one place ids are made: a letter and 72 random bits, safe inside a path. */
export function createIds(random: () => number): Ids {
  const letters = () => Array.from({ length: 14 }, () => digits.charAt(random() * 36)).join('')
  return {
    actor: () => `a${letters()}` as ActorId,
    token: () => `t${letters()}` as TokenId,
    group: () => `g${letters()}` as GroupId,
    scene: () => `s${letters()}` as SceneId,
    shape: () => `f${letters()}` as ShapeId,
    drawing: () => `d${letters()}` as DrawingId,
    entry: () => `j${letters()}` as EntryId,
    record: () => `r${letters()}` as RecordId,
    playlist: () => `p${letters()}` as PlaylistId,
  }
}

const digits = '0123456789abcdefghijklmnopqrstuvwxyz'
