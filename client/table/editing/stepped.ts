import type { Point } from '../camera.ts'
import type { Pressed } from '../tools/fetched-hand.ts'
import { onHundredths } from '../tools/sketches.ts'
import { stepByKey } from '../tools/tool-keys.ts'

/** Where an arrow key takes a place: a cell on, with alt a tenth of one; undefined for other keys. */
export function stepped({ x, y }: Point, { key, altKey }: Pressed): Point | undefined {
  const step = stepByKey[key]
  if (step === undefined) return undefined
  const far = altKey ? 0.1 : 1
  return onHundredths({ x: x + step[0] * far, y: y + step[1] * far })
}
