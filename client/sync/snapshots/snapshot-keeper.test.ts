import { limits } from '#relay/room'
import { epochFromBytes, snapshotIdFromBytes, type Frame } from '#relay/wire'
import { expect, test } from 'vitest'
import { createTails } from '../log/tails.ts'
import { createSnapshotKeeper } from './snapshot-keeper.ts'

const TABLE = 1
const GM = 2

/** A keeper over two streams that are both long, with a relay that answers when it is told to. */
function begin() {
  const sent: Frame[] = []
  const planned: (() => void)[] = []
  const tails = createTails()
  for (let seq = 1; seq <= 20; seq += 1) tails.add(seq % 2 === 0 ? TABLE : GM, seq, 100)
  const position = { epoch: epochFromBytes(new Uint8Array(16)), seq: 20, hash: new Uint8Array(32) }
  const keeper = createSnapshotKeeper({
    reader: { position, settled: () => Promise.resolve(), inLog: undefined },
    tails,
    shelf: {
      list: () => Promise.resolve(),
      keptOf: () => [],
      streams: [],
      fetch: () => Promise.resolve(undefined),
      take: () => undefined,
      disconnected: () => undefined,
    },
    sealer: {
      seal: (stream) =>
        Promise.resolve({
          id: snapshotIdFromBytes(new Uint8Array(32).fill(stream)),
          bytes: new Uint8Array(200),
        }),
      open: () => Promise.resolve(undefined),
      attest: () => Promise.resolve(new Uint8Array(64)),
      isAttested: () => Promise.resolve(false),
    },
    thresholds: { records: 3, bytes: 1_000_000, behind: 1_000, spreadMs: 1_000 },
    schedule(_delayMs, run) {
      planned.push(run)
      return () => undefined
    },
    jitter: () => 0,
    send: (...frames) => sent.push(...frames),
    canWrite: () => true,
    statesOf: () => Promise.resolve([]),
    isTrue: () => Promise.resolve('true'),
    isOurs: () => false,
    onFalse: () => undefined,
  })

  async function passTime(): Promise<void> {
    for (const run of planned.splice(0)) run()
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  }
  const offers = () => sent.flatMap((frame) => (frame.type === 'snap' ? [frame.id] : []))
  return { keeper, passTime, offers }
}

test.each(['kept', 'outdated', 'diverged', 'gone'] as const)(
  'of two streams that are due at once the second is offered when the first is %s, with nothing written since',
  async (outcome) => {
    const { keeper, passTime, offers } = begin()
    await keeper.synced(limits)
    await passTime()
    await passTime()
    const [first] = offers()
    expect(offers()).toHaveLength(1)
    if (first === undefined) throw new Error('Nothing was offered.')

    keeper.take({ type: 'snapped', id: first, outcome })
    await passTime()
    expect(new Set(offers()).size).toBe(2)
  },
)
