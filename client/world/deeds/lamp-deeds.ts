import type { Json, RuleDocument } from '#crdt-rules'
import { line } from '../../texts/told.ts'
import type { Ids } from '../ids.ts'
import type { LampVerbs } from '../parts.ts'
import { StoredLamp } from '../scene/scene-schemas.ts'
import type { Answer, Cell } from '../views.ts'
import type { createQuietly } from './on-open-scene.ts'
import { refuse } from '../refuse.ts'

interface LampDeedsOptions {
  readonly ids: Ids
  readonly quietly: ReturnType<typeof createQuietly>
}

/**
 * What a GM does to lamps, and to torches that are drawn. Two GMs who work apart keep the lamps of both; one
 * that is moved here and dimmed there is both, and who takes one away wins over who changes it.
 */
export function createLampDeeds({ ids, quietly }: LampDeedsOptions): LampVerbs {
  return {
    place(at, { reach, colour }) {
      const lamp = `lights.${ids.shape()}`
      const light = { ...onHundredths(at), ...reach }
      const placed = quietly({
        sentence: line('told.lampPlaced'),
        refuse: () => (StoredLamp.safeParse(light).success ? undefined : tooFar),
        write(document) {
          document.create(lamp)
          document.write(`${lamp}.light`, { set: light })
          if (colour !== null) document.write(`${lamp}.colour`, { set: colour })
        },
      })
      return placed.type === 'refused' ? placed : { type: 'done', id: lamp }
    },

    move: (lamp, to) =>
      change(lamp, 'told.lampMoved', (document) => [placeOf(document, lamp, onHundredths(to))]),

    shine: (lamp, shine) =>
      change(lamp, 'told.lampChanged', () => [
        ...(shine.reach === undefined ? [] : [['reach', { ...shine.reach }] as const]),
        ...(shine.colour === undefined ? [] : [['colour', shine.colour] as const]),
      ]),

    remove: (lamp) =>
      quietly({
        sentence: line('told.lampRemoved'),
        refuse: (document) => (document.exists(lamp) ? undefined : gone),
        write: (document) => document.remove(lamp),
      }),
  }

  function change(
    lamp: string,
    told: 'told.lampMoved' | 'told.lampChanged',
    fieldsOf: (document: RuleDocument) => readonly Field[],
  ): Answer {
    return quietly({
      sentence: line(told),
      refuse(document) {
        if (!document.exists(lamp)) return gone
        const isWrong = fieldsOf(document).some(
          ([field, set]) => document.check(`${lamp}.${field}`, { set }) !== undefined,
        )
        return isWrong ? tooFar : undefined
      },
      write(document) {
        for (const [field, set] of fieldsOf(document)) document.write(`${lamp}.${field}`, { set })
      },
    })
  }
}

type Field = readonly [field: string, value: Json]

/** A torch stands where it is drawn. */
function placeOf(document: RuleDocument, lamp: string, place: Cell): Field {
  if (!lamp.startsWith('shapes.')) return ['place', { ...place }]
  return ['shape', { ...(document.read(`${lamp}.shape`) as object), ...place }]
}

/** Finer than anybody points. */
function onHundredths({ x, y }: Cell): Cell {
  return { x: Math.round(x * 100) / 100, y: Math.round(y * 100) / 100 }
}

const gone = refuse('refused.gone')
const tooFar = refuse('refused.lampTooFar')
