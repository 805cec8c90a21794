import { randomBytes } from 'node:crypto'
import { createOwner, tabOf, type Device } from '../testing/people.ts'
import { encodeRecordHeader, RECORD_HEADER_BYTES } from '../wire/record.ts'
import { NOTHING_SEEN, RECORD_KINDS, SIGNATURE_BYTES, streamOf } from '../wire/index.ts'

const CTR_AT = 46
const TAG_BYTES = 16

/** The device of a member of a room that is known by its name. All rooms of a name have the same owner. */
export function deviceOf(room: string, member: number): Device {
  return createOwner(`bench ${room}`).device(`bench ${room} ${member}`)
}

/** Makes records of a tab, each with the next number, that seal so many bytes. The relay cannot tell that nobody signed. */
export function createRecordMint(
  device: Device,
  tab: number,
  sealedBytes: number,
): () => Uint8Array {
  const header = encodeRecordHeader({
    kind: RECORD_KINDS.update,
    stream: streamOf('table'),
    author: device.keys.publicKey,
    tab: tabOf(tab),
    ctr: 1,
    keyEpoch: 1,
    seen: NOTHING_SEEN,
    nonce: randomBytes(24),
  })
  const template = new Uint8Array(RECORD_HEADER_BYTES + sealedBytes + TAG_BYTES + SIGNATURE_BYTES)
  template.set(header)
  template.set(randomBytes(template.length - header.length), header.length)
  let ctr = 0
  return () => {
    const record = template.slice()
    ctr += 1
    new DataView(record.buffer).setUint32(CTR_AT, ctr)
    return record
  }
}
