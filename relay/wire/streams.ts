/** What a stream carries, and so who may write it. The position in this list is the class number. */
export const STREAM_CLASSES = [
  'control',
  'table',
  'gm',
  'scene',
  'log',
  'private',
  'words',
  'gmWords',
  'gmScene',
] as const

export type StreamClass = (typeof STREAM_CLASSES)[number]

/** A set of stream classes: bit n stands for class n. */
export type ClassMask = number

export type Role = 'gm' | 'player' | 'spectator'

const CLASSES_BY_ROLE: Readonly<Record<Role, readonly StreamClass[]>> = {
  gm: STREAM_CLASSES,
  player: ['table', 'scene', 'log', 'private', 'words'],
  spectator: ['log'],
}

const MASKS_BY_ROLE: Readonly<Record<Role, ClassMask>> = {
  gm: classMask(CLASSES_BY_ROLE.gm),
  player: classMask(CLASSES_BY_ROLE.player),
  spectator: classMask(CLASSES_BY_ROLE.spectator),
}

const RANKS: Readonly<Record<Role, number>> = { gm: 2, player: 1, spectator: 0 }

/** Whether a role stands above another: gm, player, spectator. */
export function isHigherRole(role: Role, other: Role): boolean {
  return RANKS[role] > RANKS[other]
}

/** The highest number a stream can have within its class, and the highest member number. */
export const HIGHEST_STREAM_NUMBER = 0xffffff

/** The 32-bit stream of a class and a number of up to 24 bits. */
export function streamOf(streamClass: StreamClass, number = 0): number {
  return STREAM_CLASSES.indexOf(streamClass) * 0x1000000 + (number & HIGHEST_STREAM_NUMBER)
}

/** The class of a stream; undefined when this version knows none with that number. */
export function streamClassOf(stream: number): StreamClass | undefined {
  return STREAM_CLASSES[stream >>> 24]
}

/** The number of a stream within its class. */
export function streamNumberOf(stream: number): number {
  return stream & HIGHEST_STREAM_NUMBER
}

/** The mask of the given classes. */
export function classMask(classes: readonly StreamClass[]): ClassMask {
  return classes.reduce((mask, name) => mask | (1 << STREAM_CLASSES.indexOf(name)), 0)
}

/** All classes a role may write at most. For a player `private` means its own stream only. */
export function classesOfRole(role: Role): ClassMask {
  return MASKS_BY_ROLE[role]
}

/** Whether one with this role, mask and member number may write the stream. A table look-up, no clock. */
export function mayWrite(
  writer: { readonly role: Role; readonly classes: ClassMask; readonly member: number },
  stream: number,
): boolean {
  const streamClass = streamClassOf(stream)
  if (streamClass === undefined) return false
  if ((writer.classes & classesOfRole(writer.role) & (1 << (stream >>> 24))) === 0) return false
  return (
    streamClass !== 'private' || writer.role === 'gm' || streamNumberOf(stream) === writer.member
  )
}
