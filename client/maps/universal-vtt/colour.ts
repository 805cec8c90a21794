/** A colour, and how much of it there is: 0 for none. */
export interface FileColour {
  /** `#rrggbb`. */
  readonly colour: string
  /** From 0 to 1. */
  readonly opacity: number
}

/** Reads `aarrggbb` or `rrggbb`, with or without `#`; anything else is full white. */
export function readColour(text: string | undefined): FileColour {
  const digits = /^#?([0-9a-f]{2})?([0-9a-f]{6})$/i.exec(text?.trim() ?? '')
  if (digits?.[2] === undefined) return { colour: '#ffffff', opacity: 1 }
  return {
    colour: `#${digits[2].toLowerCase()}`,
    opacity: parseInt(digits[1] ?? 'ff', 16) / 255,
  }
}

/** How light a colour is, from 0 to 1, as the eye weighs its parts (ITU-R BT.709). */
export function brightnessOf({ colour, opacity }: FileColour): number {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
  return opacity * (0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0))
}
