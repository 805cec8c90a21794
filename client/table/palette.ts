const names = [
  'map-void',
  'map-night',
  'map-rock',
  'map-floor',
  'map-floor-seam',
  'map-floor-light',
  'map-wood',
  'map-wood-seam',
  'map-earth',
  'map-wall',
  'map-wall-top',
  'map-shade',
  'map-door',
  'map-metal',
  'map-water',
  'map-water-light',
  'map-foliage',
  'map-cloth',
  'map-cloth-trim',
  'map-stone',
  'map-flame',
  'map-glow',
  'map-grid',
  'map-label',
  'map-label-ground',
  'token-ring',
  'token-selected',
  'health-high',
  'health-middle',
  'health-low',
  'health-temporary',
  'health-track',
  'damage',
  'healing',
] as const

/** A colour the map paints with: a custom property of theme.css. */
export type PaletteName = (typeof names)[number]

/** The map's colours of the theme in use, as canvas understands them, and the display typeface. */
export interface Palette {
  readonly colours: Readonly<Record<PaletteName, string>>
  readonly font: string
  readonly displayFont: string
}

/** Reads the theme as it holds for that element now. */
export function readPalette(element: HTMLElement): Palette {
  // Custom properties read back as they were written; a used colour comes back resolved.
  const probe = element.ownerDocument.createElement('span')
  element.append(probe)
  const style = getComputedStyle(probe)
  const colours = Object.fromEntries(
    names.map((name) => {
      probe.style.color = `var(--${name})`
      return [name, style.color]
    }),
  ) as Record<PaletteName, string>
  const font = style.getPropertyValue('--font')
  const displayFont = style.getPropertyValue('--font-display')
  probe.remove()
  return { colours, font, displayFont }
}

/** Tells when the theme changes, by the system or by the page's own switch. */
export function onThemeChange(document: Document, listener: () => void): () => void {
  const preference = matchMedia('(prefers-color-scheme: dark)')
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  preference.addEventListener('change', listener)
  return () => {
    observer.disconnect()
    preference.removeEventListener('change', listener)
  }
}
