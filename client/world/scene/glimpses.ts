import type { RuleDocument } from '#crdt-rules'
import { z } from 'zod'
import type { SyncSession } from '../../sync/index.ts'
import { line } from '../../texts/told.ts'
import type { UndoPart } from '../deeds/undo.ts'
import { toArt, toText, toTexts } from '../documents/foreign.ts'
import type { SessionDocuments } from '../documents/documents.ts'
import type { Topics } from '../topics.ts'
import type { Answer, TokenView } from '../views.ts'
import { asReadBy } from './token-eyes.ts'
import { Aura, TokenLayer } from './token-fields.ts'
import type { TokensPart } from './tokens.ts'
import { refuse } from '../refuse.ts'

const cell = z.number().min(-100_000).max(100_000)

/** A token as only one member sees it, in that member's private document. Written by GMs alone. */
export const Glimpse = z.object({
  scene: z.string().max(64),
  x: cell,
  y: cell,
  elevation: cell,
  size: z.number().min(0.25).max(20),
  rotation: z.number().min(-360).max(360),
  name: z.string().max(200),
  art: z.string().max(200),
  defeated: z.boolean(),
  conditions: z.array(z.string().max(80)).max(40),
  layer: TokenLayer.optional(),
  auras: z.array(Aura).max(8).optional(),
})
type Glimpse = z.infer<typeof Glimpse>

/** Tokens that some members see and the others do not. */
export interface Glimpses {
  /** The members who see a hidden token. */
  seers(token: string): readonly string[]
  /** Whether a member can be shown something: their private document is open here. */
  canReach(member: string): boolean
  /** Lets a member see tokens that the others do not, or no longer; what all see is hidden first. */
  showTo(tokens: readonly string[], member: string, sees: boolean): Answer
}

interface GlimpsesOptions {
  readonly session: SyncSession
  readonly documents: SessionDocuments
  readonly tokens: TokensPart
  readonly topics: Topics
  readonly undo: UndoPart
  /** Hides what everyone sees. */
  readonly moveOut: (tokens: readonly string[]) => void
  readonly nameOf: (member: string) => string
}

/**
 * A token that some members see stays in the GM's document. GMs' devices keep a copy of its looks in the
 * private document of each who sees it: no other player's device ever holds it. Its owner looks at the
 * copy and cannot change it, so that there is nothing to merge.
 */
export function createGlimpses(options: GlimpsesOptions): Glimpses {
  const { session, documents, tokens, undo } = options
  const { gm } = documents
  const byMember = new Map<string, RuleDocument>()
  let isMirroring = false

  function seers(token: string): readonly string[] {
    return toTexts(gm?.read(`tokens.${token}.shownTo`))
  }

  function canReach(member: string): boolean {
    return byMember.has(member) && session.canWrite(`private/${member}`)
  }

  /** Brings every copy up to date; what is so already is not written again. */
  function mirror(): void {
    if (gm === undefined || isMirroring) return
    const wanted = new Map(
      [...byMember.keys()].map((member) => [member, new Map<string, Glimpse>()]),
    )
    for (const id of gm.entities('tokens')) {
      const view = tokens.token(id)
      if (view === undefined) continue
      for (const member of seers(id)) wanted.get(member)?.set(id, glimpseOf(view))
    }
    isMirroring = true
    for (const [member, glimpses] of wanted) if (canReach(member)) bringUpToDate(member, glimpses)
    isMirroring = false
  }

  function bringUpToDate(member: string, wanted: ReadonlyMap<string, Glimpse>): void {
    const document = byMember.get(member)
    if (document === undefined) return
    const gone = document.entities('glimpses').filter((id) => !wanted.has(id))
    const changed = [...wanted].filter(([id, glimpse]) => {
      const before = document.read(`glimpses.${id}.token`)
      return (
        !document.exists(`glimpses.${id}`) || JSON.stringify(before) !== JSON.stringify(glimpse)
      )
    })
    if (gone.length + changed.length === 0) return
    documents.write(document, () => {
      for (const id of gone) document.purge(`glimpses.${id}`)
      for (const [id, glimpse] of changed) {
        if (!document.exists(`glimpses.${id}`)) document.restore(`glimpses.${id}`)
        document.write(`glimpses.${id}.token`, { set: glimpse })
      }
    })
  }

  /** What I am shown, for the map. */
  function take(document: RuleDocument): void {
    const views = document.entities('glimpses').flatMap((id) => {
      const glimpse = Glimpse.safeParse(document.read(`glimpses.${id}.token`)).data
      return glimpse === undefined ? [] : [viewOf(id, glimpse)]
    })
    tokens.setGlimpses(views)
  }

  function write(ids: readonly string[], member: string, sees: boolean): void {
    const known = ids.filter((id) => gm?.exists(`tokens.${id}`))
    if (gm === undefined || known.length === 0) return
    const edit = sees ? { add: member } : { remove: member }
    documents.write(gm, () => {
      for (const id of known) gm.write(`tokens.${id}.shownTo`, edit)
    })
    session.urgent()
  }

  undo.teach({
    showTo: {
      opposite: 'showToNoLonger',
      run: ([member = '', ...ids]) => {
        write(ids, member, true)
        return { type: 'done' }
      },
    },
    showToNoLonger: {
      opposite: 'showTo',
      run: ([member = '', ...ids]) => {
        write(ids, member, false)
        return { type: 'done' }
      },
    },
  })

  if (gm !== undefined) {
    options.topics.on('tokens', mirror)
    gm.subscribe('tokens', mirror)
  }

  documents.onOpened((document, name) => {
    if (!name.startsWith('private/')) return
    const member = name.slice('private/'.length)
    byMember.set(member, document)
    if (gm !== undefined) return options.topics.tell('tokens')
    if (member !== session.member) return
    document.subscribe('glimpses', () => take(document))
    take(document)
  })
  return {
    seers,
    canReach,
    showTo(ids, member, sees) {
      if (gm === undefined) return refuse('refused.gmGlimpse')
      if (sees && !canReach(member)) {
        return refuse('refused.notMetYet')
      }
      const hiding = sees ? ids.filter((id) => tokens.token(id)?.hidden === false) : []
      options.moveOut(hiding)
      const changing = ids.filter(
        (id) => gm.exists(`tokens.${id}`) && seers(id).includes(member) !== sees,
      )
      write(changing, member, sees)
      const verb = sees ? 'showTo' : 'showToNoLonger'
      const calls = [
        ...(hiding.length > 0 ? [{ verb: 'hide', of: hiding }] : []),
        ...(changing.length > 0 ? [{ verb, of: [member, ...changing] }] : []),
      ]
      const told = line(sees ? 'told.shownTo' : 'told.shownToNoLonger', options.nameOf(member))
      if (calls.length > 0) undo.push({ line: told, secret: true, logged: false, calls })
      return { type: 'done' }
    },
  }
}

/** A token as a member sees it to whom alone it is shown. */
export function asGlimpsed(view: TokenView): TokenView {
  return viewOf(view.id, glimpseOf(view))
}

function glimpseOf(view: TokenView): Glimpse {
  const { scene, x, y, elevation, size, rotation, art, defeated, conditions } = view
  const { layer, auras, name } = asReadBy(view, 'other')
  return {
    scene,
    x,
    y,
    elevation,
    size,
    rotation,
    name,
    art,
    defeated,
    conditions: [...conditions],
    ...(layer === 'tokens' ? {} : { layer }),
    ...(auras.length === 0 ? {} : { auras: [...auras] }),
  }
}

function viewOf(id: string, glimpse: Glimpse): TokenView {
  const { name, art, conditions, layer = 'tokens', auras = [], ...rest } = glimpse
  return {
    id,
    ...rest,
    layer,
    auras,
    nameFor: 'everyone',
    barFor: 'gm',
    sight: {},
    name: toText(name, ''),
    art: toArt(art),
    conditions: toTexts(conditions),
    hidden: false,
    locked: true,
    isGlimpse: true,
  }
}
