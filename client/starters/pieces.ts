import { mix } from './kit.ts'
import {
  beard,
  cap,
  circlet,
  coif,
  hairLong,
  hairShort,
  helmet,
  hood,
  pointedHat,
  topknot,
} from './wear.ts'

/** Somebody a token can show: drawn head and shoulders on a round field. */
export interface StarterPiece {
  readonly id:
    | 'guard'
    | 'innkeeper'
    | 'noble'
    | 'sage'
    | 'thief'
    | 'priestess'
    | 'smith'
    | 'archer'
    | 'raider'
    | 'bandit'
    | 'knight'
    | 'witch'
    | 'child'
    | 'merchant'
  /** The drawing as an SVG, square. */
  draw(): string
}

interface Look {
  readonly skin: string
  readonly cloth: string
  readonly trim: string
  readonly field: string
  /** Behind the head, and before it. */
  readonly behind?: string
  readonly before?: string
  readonly ears?: 'round' | 'pointed'
  readonly brow?: string
  readonly eyes?: string
  readonly collar?: 'open' | 'high' | 'fur' | 'mail'
  readonly tusks?: boolean
  readonly wide?: number
}

export const starterPieces: readonly StarterPiece[] = [
  piece('guard', {
    skin: '#d9a67c',
    cloth: '#4d5a73',
    trim: '#b9c2cc',
    field: '#5f6f8a',
    collar: 'mail',
    before: helmet('#aab4bd', '#6d7780'),
  }),
  piece('innkeeper', {
    skin: '#e4b48c',
    cloth: '#7a3f35',
    trim: '#efe3c8',
    field: '#a2714a',
    behind: hairLong('#8a4a25'),
    before: cap('#efe3c8', '#cdbf9e'),
  }),
  piece('noble', {
    skin: '#e9c4a2',
    cloth: '#5a2f5e',
    trim: '#e1bb62',
    field: '#7c5a86',
    collar: 'high',
    behind: hairShort('#3a2a20'),
    before: circlet('#e1bb62') + beard('#3a2a20', 'short'),
  }),
  piece('sage', {
    skin: '#d3a27c',
    cloth: '#2f4f6e',
    trim: '#c9d3d8',
    field: '#3f6684',
    before: hairShort('#d8d8d2') + beard('#e4e4de', 'long'),
    brow: '#d8d8d2',
  }),
  piece('thief', {
    skin: '#c98f66',
    cloth: '#33313f',
    trim: '#7c2f38',
    field: '#4f4a5d',
    before: hood('#2b2935', '#474358'),
    eyes: '#3f8f6c',
  }),
  piece('priestess', {
    skin: '#8d5a3b',
    cloth: '#efe6d2',
    trim: '#d9a93b',
    field: '#c9a24a',
    behind: hairLong('#1f1510'),
    before: circlet('#d9a93b') + coif('#f7f0df'),
  }),
  piece('smith', {
    skin: '#d89b74',
    cloth: '#5b432c',
    trim: '#8d8f92',
    field: '#8a5a34',
    before: hairShort('#a8481f') + beard('#a8481f', 'plaited'),
    wide: 1.14,
    brow: '#8a3a18',
  }),
  piece('archer', {
    skin: '#ecc9a5',
    cloth: '#3f6a3c',
    trim: '#c9a55a',
    field: '#6c9a5a',
    behind: hairLong('#d8b25a'),
    before: circlet('#7a5a2c'),
    ears: 'pointed',
    eyes: '#4f8a4f',
  }),
  piece('raider', {
    skin: '#7f9a58',
    cloth: '#5a3a26',
    trim: '#c9bfa8',
    field: '#7c3a2a',
    before: topknot('#1d1a16'),
    ears: 'pointed',
    tusks: true,
    wide: 1.16,
    collar: 'fur',
    eyes: '#c9402c',
    brow: '#4d6436',
  }),
  piece('bandit', {
    skin: '#b98560',
    cloth: '#6a4a35',
    trim: '#9a3a30',
    field: '#7a6a50',
    behind: hairShort('#2a1f17'),
    before: cap('#7c2f2a', '#5a1f1c') + beard('#2a1f17', 'stubble'),
  }),
  piece('knight', {
    skin: '#e0b08a',
    cloth: '#8f979e',
    trim: '#d5b04e',
    field: '#3f5f9a',
    collar: 'mail',
    before: coif('#8f979e') + circlet('#d5b04e'),
  }),
  piece('witch', {
    skin: '#dcb594',
    cloth: '#3a2f4a',
    trim: '#7fae6a',
    field: '#5a4a7a',
    behind: hairLong('#4a3a30'),
    before: pointedHat('#2f273d', '#6f9a5a'),
    eyes: '#6f9a3a',
  }),
  piece('child', {
    skin: '#e8bd95',
    cloth: '#5f8aa6',
    trim: '#e8d9a8',
    field: '#8fb3b0',
    before: hairShort('#9a5f2c'),
    wide: 0.9,
    eyes: '#4a6f8a',
  }),
  piece('merchant', {
    skin: '#a46f48',
    cloth: '#2f7a70',
    trim: '#e0b64e',
    field: '#b5793f',
    behind: hairLong('#221610'),
    before: cap('#b5403a', '#e0b64e'),
    collar: 'fur',
  }),
]

function piece(id: StarterPiece['id'], look: Look): StarterPiece {
  return { id, draw: () => portrait(look) }
}

function portrait(look: Look): string {
  const { skin, cloth, field, wide = 1, eyes = '#3a2a1c', brow = '#3a281a' } = look
  const shadow = mix(skin, '#3a1408', 0.32)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512" viewBox="0 0 100 100">
<defs><radialGradient id="f" cx="0.5" cy="0.3" r="0.8"><stop offset="0" stop-color="${mix(field, '#fff2d8', 0.35)}"/><stop offset="1" stop-color="${mix(field, '#140c08', 0.62)}"/></radialGradient>
<linearGradient id="s" x1="0" y1="0" x2="1" y2="0.6"><stop offset="0" stop-color="${mix(skin, '#fff4e2', 0.22)}"/><stop offset="0.55" stop-color="${skin}"/><stop offset="1" stop-color="${shadow}"/></linearGradient>
<linearGradient id="c" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="${mix(cloth, '#ffffff', 0.2)}"/><stop offset="1" stop-color="${mix(cloth, '#0c0604', 0.5)}"/></linearGradient></defs>
<rect width="100" height="100" fill="url(#f)"/>
<g transform="translate(50 0) scale(${wide} 1) translate(-50 0)">
${look.behind ?? ''}
<path d="M50 66C30 66 14 76 9 100H91C86 76 70 66 50 66Z" fill="url(#c)"/>
${collarOf(look)}
<path d="M41 58V70Q50 79 59 70V58Z" fill="${shadow}"/>
${earsOf(look)}
<path d="M29 42C29 25 38 18 50 18S71 25 71 42C71 58 62 71 50 71S29 58 29 42Z" fill="url(#s)"/>
<path d="M50 43Q53.500 50 52.500 54.500Q50 56.500 47 55" fill="none" stroke="${shadow}" stroke-width="1.600" stroke-linecap="round"/>
${[39.5, 60.5].map((x) => `<ellipse cx="${x}" cy="44" rx="3.800" ry="2.700" fill="#fbf3e6"/><circle cx="${x + 0.3}" cy="44.200" r="2.100" fill="${eyes}"/><circle cx="${x + 0.9}" cy="43.400" r="0.700" fill="#fff"/><path d="M${x - 4.4} 42.800Q${x} 39.600 ${x + 4.4} 42.800" fill="none" stroke="#2a1810" stroke-width="1.100"/>`).join('')}
<path d="M34 38.500Q39 35.500 44 38M56 38Q61 35.500 66 38.500" fill="none" stroke="${brow}" stroke-width="2" stroke-linecap="round"/>
<path d="M43.500 61.500Q50 64.500 56.500 61.500" fill="none" stroke="${mix(skin, '#7a1f18', 0.55)}" stroke-width="1.900" stroke-linecap="round"/>
<path d="M33 51Q36 55 40 54M67 51Q64 55 60 54" fill="none" stroke="${mix(skin, '#c04a38', 0.4)}" stroke-width="2.400" stroke-linecap="round" opacity="0.35"/>
${look.tusks === true ? '<path d="M42.500 63L41 56.500L45 61.500ZM57.500 63L59 56.500L55 61.500Z" fill="#f4ead2" stroke="#7a6a4a" stroke-width="0.500"/>' : ''}
${look.before ?? ''}
</g></svg>`
}

function earsOf({ skin, ears = 'round' }: Look): string {
  const shadow = mix(skin, '#3a1408', 0.25)
  return ears === 'pointed'
    ? `<path d="M30 40L18 31Q20 46 30 51ZM70 40L82 31Q80 46 70 51Z" fill="${skin}" stroke="${shadow}" stroke-width="1"/>`
    : `<ellipse cx="28.500" cy="46" rx="4" ry="6" fill="${skin}" stroke="${shadow}"/><ellipse cx="71.500" cy="46" rx="4" ry="6" fill="${shadow}"/>`
}

function collarOf({ cloth, trim, collar = 'open' }: Look): string {
  switch (collar) {
    case 'open':
      return `<path d="M37 68L50 86L63 68" fill="none" stroke="${trim}" stroke-width="4" stroke-linejoin="round"/>`
    case 'high':
      return `<path d="M34 78L36 60Q50 74 64 60L66 78Q50 88 34 78Z" fill="${mix(cloth, '#000000', 0.25)}" stroke="${trim}" stroke-width="2"/>`
    case 'fur':
      return `<path d="M24 74Q30 64 38 68Q44 76 50 75Q56 76 62 68Q70 64 76 74Q66 86 50 86T24 74Z" fill="${trim}" stroke="${mix(trim, '#3a2a1a', 0.5)}" stroke-width="1.200" stroke-dasharray="2.500 1.500"/>`
    case 'mail':
      return `<path d="M30 76Q34 62 50 66Q66 62 70 76Q50 92 30 76Z" fill="${trim}" stroke="#3f464d" stroke-width="1"/><path d="M33 74H67M34 78H66M38 82H62" stroke="#59626b" stroke-width="1.200" stroke-dasharray="1.600 1.200"/>`
  }
}
