import type { Challenge, Frame, Welcome } from '#relay/wire'
import type { Company } from './company.ts'
import type { DiskPause } from './link/disk-pause.ts'
import type { CatchUp } from './log/catch-up.ts'
import type { Outbox } from './log/outbox.ts'
import type { Notices } from './notices.ts'
import type { Snapshots } from './snapshots/snapshots.ts'
import type { Whispering } from './whispering.ts'

/** Who in a session is told what the relay says. */
interface FrameTakerOptions {
  readonly company: Pick<Company, 'learn' | 'hear'>
  readonly catchUp: Pick<CatchUp, 'welcomed' | 'take'>
  readonly outbox: Pick<Outbox, 'acknowledged' | 'refused'>
  readonly diskPause: Pick<DiskPause, 'stored'>
  readonly notices: Pick<Notices, 'takeBack'>
  readonly whispering: Pick<Whispering, 'take'>
  readonly snapshots: Pick<Snapshots, 'take'>
  /** Milliseconds since 1970, by the clock that the devices share. */
  readonly now: () => number
  readonly welcomed: (welcome: Welcome) => void
}

/** Hands each frame of the relay to those whom it concerns; what only clients say is left out. */
export function createFrameTaker(
  options: FrameTakerOptions,
): (frame: Exclude<Frame, Challenge>) => void {
  const { company, catchUp, outbox, diskPause, notices, whispering, snapshots, now } = options
  return (frame) => {
    switch (frame.type) {
      case 'welcome':
        options.welcomed(frame)
        company.learn(frame)
        catchUp.welcomed(frame)
        break
      case 'certificates':
      case 'join':
      case 'leave':
        company.learn(frame)
        break
      case 'position':
      case 'records':
      case 'live':
      case 'pong':
        catchUp.take(frame)
        break
      case 'ack':
        outbox.acknowledged(frame)
        diskPause.stored()
        notices.takeBack('disk')
        break
      case 'nack':
        outbox.refused(frame)
        break
      case 'ephemeral': {
        const heard = company.hear(frame, now())
        if (heard !== undefined) whispering.take(heard)
        break
      }
      case 'hello':
      case 'prove':
      case 'sync':
      case 'append':
      case 'ping':
      case 'snap':
      case 'attest':
      case 'list':
      case 'fetch':
        break
      case 'part':
      case 'snapped':
      case 'shelf':
        snapshots.take(frame)
        break
      default:
        frame satisfies never
    }
  }
}
