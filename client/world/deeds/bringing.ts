import { type Line, line } from '../../texts/told.ts'
import type { SessionDocuments } from '../documents/documents.ts'
import { broughtPath, firstScenePath } from '../documents/session-rules.ts'
import type { SceneVerbs } from '../parts.ts'
import type { ScenesPart } from '../scene/scenes.ts'
import type { Answer } from '../views.ts'
import type { SceneHalves } from './scene-halves.ts'
import type { UndoPart } from './undo.ts'
import type { WriteTogether } from './write-together.ts'
import { refuse } from '../refuse.ts'

interface BringingOptions {
  readonly documents: SessionDocuments
  readonly scenes: ScenesPart
  readonly halves: SceneHalves
  readonly undo: UndoPart
  readonly writeTogether: WriteTogether
  readonly nameOf: (member: string) => string
}

/** Somebody goes from a scene to another; '' is where everyone is. Without a member it is everyone. */
interface Going {
  readonly member: string | undefined
  readonly to: string
  readonly from: string
}

/** Shows a prepared scene, and brings everyone there, or some, or nobody. */
export function createBringing(options: BringingOptions): Pick<SceneVerbs, 'showScene'> {
  const { documents, scenes, halves, undo, writeTogether } = options
  const { table, gm } = documents

  function read(member: string | undefined): string {
    const scene = table.read(member === undefined ? firstScenePath : broughtPath(member))
    return typeof scene === 'string' ? scene : ''
  }

  function write({ member, to }: Going): void {
    if (member === undefined) table.write(firstScenePath, { set: to })
    else table.write(broughtPath(member), to === '' ? { clear: true } : { set: to })
  }

  /** Who comes with everyone is no longer somewhere apart. */
  function goings(scene: string, whom: 'everyone' | readonly string[]): readonly Going[] {
    if (whom !== 'everyone') {
      return whom.map((member) => ({ member, to: scene, from: read(member) }))
    }
    const apart = table.paths('brought').flatMap((path) => path.split('.')[1] ?? [])
    return [
      { member: undefined, to: scene, from: read(undefined) },
      ...apart.map((member) => ({ member, to: '', from: read(member) })),
    ].filter(({ member, from }) => member === undefined || from !== '')
  }

  /** Brings back, unless they were brought somewhere else since. */
  function goBack(going: Going): Answer {
    if (read(going.member) !== going.from) {
      return refuse('refused.broughtSince')
    }
    documents.write(table, () => write(going))
    return { type: 'done' }
  }

  const called = ([to = '', from = '', member]: readonly string[]): Going => ({ member, to, from })
  undo.teach({
    bring: { opposite: 'bringBack', run: (of) => goBack(called(of)) },
    bringBack: {
      opposite: 'bring',
      run: ([to = '', from = '', ...rest]) => goBack(called([from, to, ...rest])),
    },
  })

  function tell(scene: string, bring: 'everyone' | 'nobody' | readonly string[]): Line {
    const name = scenes.nameOf(scene)
    if (bring === 'everyone') return line('told.broughtEveryone', name)
    if (bring === 'nobody') return line('told.sceneShown', name)
    return line('told.broughtSome', bring.map(options.nameOf).join(', '), name)
  }

  return {
    async showScene(id, bring = 'everyone') {
      if (gm === undefined) return refuse('refused.gmScenes')
      const wasHidden = gm.exists(`scenes.${id}`)
      const going = bring === 'nobody' ? [] : goings(id, bring)
      if (!wasHidden && going.length === 0) return { type: 'done' }
      if (wasHidden) {
        await halves.open(id)
        halves.move(id, 'everyone')
      }
      const told = tell(id, bring)
      const answer = writeTogether({
        steps: going.length === 0 ? [] : [{ document: table, write: () => going.forEach(write) }],
        sentence: told,
        action: 'scene',
        secret: false,
        undoable: !wasHidden,
      })
      if (wasHidden && answer.type === 'done') {
        const calls = [
          { verb: 'showScene', of: [id] },
          ...going.map(({ to, from, member }) => ({
            verb: 'bring',
            of: member === undefined ? [to, from] : [to, from, member],
          })),
        ]
        undo.push({ line: told, secret: true, logged: true, calls })
      }
      if (bring === 'everyone') await scenes.open(id)
      return answer
    },
  }
}
