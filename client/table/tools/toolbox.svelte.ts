import { createContext } from 'svelte'
import { memberColours } from '../../ui/index.ts'
import type { DrawingStyle } from '../../world/index.ts'
import { breadths, type AreaShape, type PenShape, type Tool } from './tool.ts'

/** The tools of the person in front of this screen; set once where the session is shown. */
export const [useToolbox, provideToolbox] = createContext<Toolbox>()

/** Which tool is in hand, and how each is set. */
export class Toolbox {
  tool = $state<Tool>('select')
  area = $state<AreaShape>('circle')
  pen = $state<PenShape>('stroke')
  colour = $state<string>(memberColours[0].hex)
  breadth = $state<number>(breadths[1])
  isFilled = $state(false)
  /** Of areas that are lines, in cells. */
  lineWidth = $state(1)

  /** Takes a tool in hand; the same again puts it back. */
  take(tool: Tool): void {
    this.tool = this.tool === tool ? 'select' : tool
  }

  get style(): DrawingStyle {
    return { colour: this.colour, breadth: this.breadth, filled: this.isFilled }
  }
}
