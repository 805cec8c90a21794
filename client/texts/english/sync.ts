/** What a device found out while it keeps a session in step with the relay. */
export const sync = {
  'sync.awaited':
    'This session has not reached the relay yet. It opens by itself as soon as the one who started it is connected.',
  'sync.rejected.malformed': 'it could not read what this device sent.',
  'sync.rejected.proofFailed': 'this device could not prove its key.',
  'sync.rejected.notAllowed': 'the certificates of this device do not allow it in.',
  'sync.rejected.unknownVersion':
    'it speaks another version of the protocol. Reload this page to get the newest.',
  'sync.rejected.memberTaken':
    'another device is already this member. Open the invite link again to join anew.',
  'sync.rejected.inviteExpired': 'the invite has expired, ask for a new one.',
  'sync.rejected.inviteUsedUp':
    'the invite has been used as often as it allows, ask for a new one.',
  'sync.rejected.tooManyDevices': 'the session has as many devices as it allows.',
  'sync.rejected.messageTooLong': 'a message was longer than it allows.',
  'sync.rejected.unknown': 'it does not let this device in.',
  'sync.divergence.epochChanged':
    'The relay began a new log for this session; what it lacks is being put back from this device.',
  'sync.divergence.behind':
    'The relay has lost a part of this session; what it lacks is being put back from this device.',
  'sync.divergence.diverged':
    'The relay shows another history of this session than before; both are being brought together.',
  'sync.divergence.pruned':
    'This device was away for long; it catches up from a snapshot of the session.',
  'sync.divergence.incomplete':
    'This device has lost a part of its copy; the session is read anew from the relay.',
  'sync.unreached': (times: number) =>
    `The relay could not be reached ${times} times in a row. Everything stays on this device and is sent when the relay is back.`,
  'sync.leftOut.unknownAuthor': (seq: number) =>
    `Change ${seq} of this session was left out: nobody vouched for the device that wrote it.`,
  'sync.leftOut.notAllowed': (seq: number) =>
    `Change ${seq} of this session was left out: its author may not write there.`,
  'sync.leftOut.badSignature': (seq: number) =>
    `Change ${seq} of this session was left out: it was altered on its way.`,
  'sync.leftOut.unreadable': (seq: number) =>
    `Change ${seq} of this session was left out: it does not open with the key of this session.`,
  'sync.leftOut.malformed': (seq: number) =>
    `Change ${seq} of this session was left out: it could not be read.`,
  'sync.drift': (document: string) =>
    `Another device shows a part of this session (${document}) differently; it is read anew from the relay. Reload this page if this does not go away; nothing is lost.`,
  'sync.copyClosed': "This browser did not open its copy of a document; the relay's is used.",
  'sync.fork':
    'The relay shows other devices another history of this session than this one. Ask its keeper, or move the session to another relay.',
  'sync.keptBack':
    'Others have seen changes that the relay does not show this device. Ask its keeper, or reload this page.',
  'sync.falseSnapshot':
    'Somebody offered a snapshot of this session that does not agree with this device; it was not vouched for.',
  'sync.lacking':
    'A part of this session could not be read from the relay. It comes when a device that has it is here.',
  'sync.notYours': 'Your role may not change this, so it stays on this device only.',
  'sync.relayFull':
    'The relay has no more room for this session, so new changes stay on this device.',
  'sync.diskFull':
    'The disk of the relay is full, so new changes stay on this device. They are sent by themselves when there is room.',
  'sync.writeRefused':
    'The relay refused a change of this device: it may not write there. It stays on this device only.',
  'sync.memory.refused': 'this device does not take what is written (its storage may be full).',
  'sync.memory.none': 'this browser keeps nothing on the device.',
}
