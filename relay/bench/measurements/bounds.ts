import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nativeSha256 } from '../../native-cryptography.ts'
import { openLevelStorage } from '../../storage/level.ts'
import { epochFromBytes, firstHash, nextHash } from '../../wire/index.ts'
import { createRecordMint, deviceOf } from '../records.ts'
import { figure, printTable } from '../table.ts'

const BYTES = 100
const COMMITS = 200
const RECORDS_PER_COMMIT = 512

/** What a record costs that is hashed into the chain and stored, whoever carries it: no relay of ours is faster. */
export async function bounds(): Promise<void> {
  const device = deviceOf('bounds', 0)
  const { room } = device
  const mint = createRecordMint(device, 1, BYTES)
  const epoch = epochFromBytes(new Uint8Array(16))
  const base = { seq: 0, hash: firstHash(room, epoch) }
  let [head, headHash, hashingMs, storingMs] = [0, base.hash, 0, 0]
  const directory = await mkdtemp(join(tmpdir(), 'dungeon-lab-bench-'))
  const storage = await openLevelStorage(directory)
  if ('type' in storage) throw new Error(storage.sentence)

  for (let commit = 0; commit < COMMITS; commit += 1) {
    const contents = Array.from({ length: RECORDS_PER_COMMIT }, mint)
    const hashingSince = cpuMs()
    const records = contents.map((bytes) => {
      head += 1
      headHash = nextHash(headHash, bytes, nativeSha256)
      return { seq: head, hash: headHash, bytes }
    })
    hashingMs += cpuMs() - hashingSince
    const state = { epoch, createdAtMs: 1, head, headHash, bytes: head, base }
    const storingSince = cpuMs()
    await storage.commit([{ room, state, records, runs: [], chains: [] }])
    storingMs += cpuMs() - storingSince
  }
  await storage.close()
  await rm(directory, { recursive: true })

  const perRecord = (ms: number) => figure((ms * 1000) / head)
  printTable('What a record of 100 sealed bytes costs at least: µs of processor time', [
    ['', 'µs'],
    ['hashed into the chain (two SHA-256)', perRecord(hashingMs)],
    [`stored, ${RECORDS_PER_COMMIT} to a synced commit`, perRecord(storingMs)],
  ])
}

/** Of all threads of this process. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
