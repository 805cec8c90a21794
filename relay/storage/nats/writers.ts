import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { keyToText } from '../../wire/index.ts'
import type { TabId } from '../../wire/index.ts'
import type { Run } from '../storage.ts'
import { readList, writeList } from './log-entry.ts'

/**
 * Which numbers of which tab lie where in one room's log: some 24 bytes of memory per run. A resend is answered with its
 * old position as long as the log has the record to compare it with; of what was pruned only the last number of each
 * tab counts, by which a resend is refused. So there are at most as many runs as records in the log, and one per tab.
 * Tabs are never forgotten: one that came back as new would put its records into the log twice.
 */
export interface Writers {
  add(run: Run): void
  /**
   * The last run of a tab that starts at this number or before. Where it was pruned, the positions are only known to have
   * been pruned.
   */
  find(device: Uint8Array, tab: TabId, ctr: number): Run | undefined
  /** Records up to this position can no longer be read. */
  prune(upTo: number): void
  write(encoder: encoding.Encoder): void
}

/** Nobody has written yet, or what `write` wrote. */
export function createWriters(decoder?: decoding.Decoder): Writers {
  /** By device and tab in hex: number, position and count of each run, one after the other. */
  const runsByWriter = new Map<string, number[]>()
  if (decoder !== undefined) readAll(decoder)

  function readAll(from: decoding.Decoder): void {
    readList(from, () => {
      const writer = bytesToHex(decoding.readVarUint8Array(from))
      runsByWriter.set(writer, readRuns(from))
    })
  }

  return {
    add({ device, tab, ctr, seq, count }) {
      const writer = keyToText(device) + tab
      const runs = runsByWriter.get(writer)
      if (runs === undefined) runsByWriter.set(writer, [ctr, seq, count])
      else if (!extendLast(runs, ctr, seq, count)) runs.push(ctr, seq, count)
    },

    find(device, tab, ctr) {
      const runs = runsByWriter.get(keyToText(device) + tab) ?? []
      for (let at = runs.length - 3; at >= 0; at -= 3) {
        const [first = 0, seq = 0, count = 0] = runs.slice(at, at + 3)
        if (first <= ctr) return { device, tab, ctr: first, seq, count }
      }
      return undefined
    },

    prune(upTo) {
      for (const runs of runsByWriter.values()) joinPruned(runs, upTo)
    },

    write(encoder) {
      writeList(encoder, [...runsByWriter], ([writer, runs]) => {
        encoding.writeVarUint8Array(encoder, hexToBytes(writer))
        writeRuns(encoder, runs)
      })
    },
  }
}

function extendLast(runs: number[], ctr: number, seq: number, count: number): boolean {
  const [lastCtr = 0, lastSeq = 0, lastCount = 0] = runs.slice(-3)
  if (lastCtr + lastCount !== ctr || lastSeq + lastCount !== seq) return false
  runs[runs.length - 1] = lastCount + count
  return true
}

/** Makes one run of those that end at this position or before: positions grow with numbers, so it begins behind 0. */
function joinPruned(runs: number[], upTo: number): void {
  let end = 0
  while (end < runs.length && (runs[end + 1] ?? 0) + (runs[end + 2] ?? 0) - 1 <= upTo) end += 3
  if (end <= 3) return
  const [first = 0] = runs
  const [lastCtr = 0, lastSeq = 0, lastCount = 0] = runs.slice(end - 3, end)
  const count = lastCtr + lastCount - first
  runs.splice(0, end, first, lastSeq + lastCount - count, count)
}

/** Each number and position as its distance from the end of the run before: small numbers, few bytes. */
function writeRuns(encoder: encoding.Encoder, runs: readonly number[]): void {
  encoding.writeVarUint(encoder, runs.length / 3)
  let ctrEnd = 0
  let seqEnd = 0
  for (let at = 0; at < runs.length; at += 3) {
    const [ctr = 0, seq = 0, count = 0] = runs.slice(at, at + 3)
    encoding.writeVarInt(encoder, ctr - ctrEnd)
    encoding.writeVarInt(encoder, seq - seqEnd)
    encoding.writeVarUint(encoder, count)
    ctrEnd = ctr + count
    seqEnd = seq + count
  }
}

function readRuns(decoder: decoding.Decoder): number[] {
  const runs: number[] = []
  let ctrEnd = 0
  let seqEnd = 0
  readList(decoder, () => {
    const ctr = ctrEnd + decoding.readVarInt(decoder)
    const seq = seqEnd + decoding.readVarInt(decoder)
    const count = decoding.readVarUint(decoder)
    runs.push(ctr, seq, count)
    ctrEnd = ctr + count
    seqEnd = seq + count
  })
  return runs
}
