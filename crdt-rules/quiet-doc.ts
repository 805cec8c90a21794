import * as Y from 'yjs'
import { writeUpdate } from './write-update.ts'

/**
 * A Yjs document that makes nothing for events that nobody hears, of which each transaction has seven, little for those
 * that one listener hears, and writes updates by itself. Rules work on any document; on this one a write costs a
 * quarter less. Nor has it a name drawn at random, which only documents inside documents need and which costs more than
 * all the rest of making one.
 */
export class QuietDoc extends Y.Doc {
  constructor(options: NonNullable<ConstructorParameters<typeof Y.Doc>[0]> = {}) {
    super({ guid: NAMELESS, ...options })
  }

  /** Kept from Yjs, which would write the updates for them. */
  private readonly updateListeners = new Set<Listener>()

  override on<Name extends EventName>(name: Name, listener: Heard<Name>): Heard<Name> {
    if (name !== 'update') return super.on(name, listener)
    this.updateListeners.add(listener as Listener)
    return listener
  }

  override off<Name extends EventName>(name: Name, listener: Heard<Name>): void {
    if (name === 'update') this.updateListeners.delete(listener as Listener)
    else super.off(name, listener)
  }

  override emit(...[name, args]: Parameters<Y.Doc['emit']>): void {
    tell(name === 'update' ? this.updateListeners : this._observers.get(name), args)
    if (name === 'afterTransactionCleanup') this.emitUpdate(args[0] as Y.Transaction)
  }

  override destroy(): void {
    super.destroy()
    this.updateListeners.clear()
  }

  private emitUpdate(transaction: Y.Transaction): void {
    if (this.updateListeners.size === 0) return
    const update = writeUpdate(transaction)
    if (update === undefined) return
    tell(this.updateListeners, [update, transaction.origin, this, transaction])
  }
}

const NAMELESS = 'nameless'

type EventName = Parameters<Y.Doc['on']>[0]
/** What Yjs calls with an event of that name; it does not export the type. */
type Heard<Name extends EventName> = Parameters<typeof Y.Doc.prototype.on<Name>>[1]
type Listener = (...args: Parameters<Y.Doc['emit']>[1]) => void

function tell(listeners: ReadonlySet<Listener> | undefined, args: Parameters<Listener>): void {
  if (listeners === undefined || listeners.size === 0) return
  if (listeners.size === 1) {
    const [only] = listeners
    return only?.(...args)
  }
  // A copy: none may hear what made another one subscribe.
  for (const listener of [...listeners]) listener(...args)
}
