/** Why a relay closes a socket. 44xx is final for the client, 45xx means: connect again later. */
export const CLOSE_CODES = {
  malformed: 4400,
  proofFailed: 4401,
  notAllowed: 4403,
  noSuchRoom: 4404,
  unknownVersion: 4405,
  memberTaken: 4409,
  inviteExpired: 4410,
  inviteUsedUp: 4411,
  tooManyDevices: 4413,
  storageFailed: 4500,
  roomFull: 4503,
  silent: 4504,
  storageFull: 4507,
  again: 4508,
  roomDamaged: 4510,
  tooSlow: 4511,
  tooManyRequests: 4529,
  tooManyRooms: 4530,
} as const

export type CloseReason = keyof typeof CLOSE_CODES

/** The standard code of a socket whose peer sent a message that is too long; final as well. */
export const MESSAGE_TOO_LONG = 1009

const SENTENCES: Readonly<Record<CloseReason, string>> = {
  malformed: 'The relay could not read what this device sent.',
  proofFailed: 'This device could not prove its key to the relay.',
  notAllowed: 'The certificates of this device do not allow it into the room.',
  noSuchRoom: 'The relay knows no such room.',
  unknownVersion: 'The relay speaks another version of the protocol.',
  memberTaken: 'Another device already has this member number; join again with a new device key.',
  inviteExpired: 'The invite has expired.',
  inviteUsedUp: 'The invite has been used as often as it allows.',
  tooManyDevices: 'The room has as many devices as this relay allows.',
  storageFailed: 'The relay could not reach its storage.',
  storageFull: 'The disk of the relay is full; what was not acknowledged stays on this device.',
  roomFull: 'As many connections as this relay allows are open in the room.',
  silent: 'The relay heard nothing from this connection for too long.',
  again: 'The relay is restarting.',
  roomDamaged:
    'What the relay stored of this room is damaged; a GM can begin its log anew from a device.',
  tooSlow: 'This connection fell too far behind.',
  tooManyRequests: 'This connection asked the relay too often.',
  tooManyRooms: 'As many rooms were begun from this address as this relay allows in a day.',
}

/** One plain sentence for a close code; undefined for one that is not the relay's. */
export function closeSentence(code: number): string | undefined {
  if (code === MESSAGE_TOO_LONG) return 'A message was longer than the relay allows.'
  const reason = closeReasonOf(code)
  return reason === undefined ? undefined : SENTENCES[reason]
}

/** Whether a client must not connect again by itself after this close code. */
export function isFinalClose(code: number): boolean {
  return code === MESSAGE_TOO_LONG || (code >= 4400 && code < 4500)
}

/** The name of a close code; undefined for one that is not the relay's. */
export function closeReasonOf(code: number): CloseReason | undefined {
  const reasons = Object.keys(CLOSE_CODES) as CloseReason[]
  return reasons.find((reason) => CLOSE_CODES[reason] === code)
}
