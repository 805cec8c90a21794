import { mix } from './kit.ts'

/** Hair that falls on the shoulders; stands behind the head. */
export function hairLong(colour: string): string {
  return `<path d="M50 12C30 12 23 26 24 44C25 60 18 70 20 80Q34 86 50 84T80 80C82 70 75 60 76 44C77 26 70 12 50 12Z" fill="${mix(colour, '#000000', 0.25)}"/><path d="M50 12C32 12 25 25 26 42Q40 30 50 29T74 42C75 25 68 12 50 12Z" fill="${colour}"/>`
}

export function hairShort(colour: string): string {
  return `<path d="M28 42C24 22 35 11 51 11S77 23 72 43C70 35 67 30 61 28Q52 32 42 27Q31 31 28 42Z" fill="${colour}"/><path d="M34 24Q44 15 58 17" fill="none" stroke="${mix(colour, '#ffffff', 0.3)}" stroke-width="2" stroke-linecap="round" opacity="0.7"/>`
}

export function topknot(colour: string): string {
  return `<path d="M50 4C42 4 42 14 44 20H56C58 14 58 4 50 4Z" fill="${colour}"/><path d="M40 22Q50 15 60 22L58 27Q50 23 42 27Z" fill="${colour}"/><path d="M43 18H57" stroke="#b5863a" stroke-width="2.500"/>`
}

export function beard(colour: string, kind: 'short' | 'long' | 'plaited' | 'stubble'): string {
  const light = mix(colour, '#ffffff', 0.22)
  const moustache = `<path d="M39 59Q45 56 50 58Q55 56 61 59Q55 63 50 61Q45 63 39 59Z" fill="${light}"/>`
  switch (kind) {
    case 'stubble':
      return `<path d="M30 50C32 66 40 73 50 73S68 66 70 50C66 60 60 58 50 58S34 60 30 50Z" fill="${colour}" opacity="0.38"/>`
    case 'short':
      return `<path d="M30 49C32 68 40 77 50 77S68 68 70 49C66 58 61 57 56 57Q50 56 44 57C39 57 34 58 30 49Z" fill="${colour}"/>${moustache}<path d="M45 64.500Q50 66.500 55 64.500" stroke="#7a3a2c" stroke-width="1.800" fill="none"/>`
    case 'long':
      return `<path d="M30 48C31 70 38 92 50 97C62 92 69 70 70 48C66 58 61 57 56 57Q50 56 44 57C39 57 34 58 30 48Z" fill="${colour}"/><path d="M42 68Q45 82 49 90M58 68Q55 82 51 90" stroke="${mix(colour, '#50483e', 0.35)}" fill="none"/>${moustache}`
    case 'plaited':
      return `<path d="M27 46C27 68 34 84 40 90L50 82L60 90C66 84 73 68 73 46C68 58 61 57 56 57Q50 56 44 57C39 57 32 58 27 46Z" fill="${colour}"/><path d="M38 74L41 96L45 76ZM62 74L59 96L55 76Z" fill="${mix(colour, '#000000', 0.2)}"/><path d="M38.500 84H44M56 84H61.500" stroke="#d5b04e" stroke-width="2.500"/>${moustache}`
  }
}

export function hood(colour: string, rim: string): string {
  return `<path d="M50 6C28 6 18 26 19 50C20 66 14 76 10 84Q26 80 32 68C26 56 27 30 50 24C73 30 74 56 68 68Q74 80 90 84C86 76 80 66 81 50C82 26 72 6 50 6Z" fill="${colour}"/><path d="M32 68C26 56 27 30 50 24C73 30 74 56 68 68" fill="none" stroke="${rim}" stroke-width="2.500"/><path d="M29 40C32 28 40 25 50 24S68 28 71 40Q60 33 50 33T29 40Z" fill="#0c0a10" opacity="0.45"/>`
}

/** Linen or mail round the face. */
export function coif(colour: string): string {
  return `<path d="M50 10C30 10 22 26 23 46C23 62 28 74 38 80L40 71C31 62 30 50 31 41C33 29 40 25 50 25S67 29 69 41C70 50 69 62 60 71L62 80C72 74 77 62 77 46C78 26 70 10 50 10Z" fill="${colour}"/><path d="M40 71C31 62 30 50 31 41C33 29 40 25 50 25S67 29 69 41C70 50 69 62 60 71" fill="none" stroke="${mix(colour, '#3a3228', 0.45)}" stroke-width="1.300"/>`
}

export function helmet(colour: string, dark: string): string {
  return `<path d="M25 40C24 18 36 9 50 9S76 18 75 40L72 50L68 38Q50 30 32 38L28 50Z" fill="${colour}"/><path d="M50 9C64 9 76 18 75 40L72 50L68 38Q60 33 50 33Z" fill="${dark}" opacity="0.55"/><path d="M30 36Q50 27 70 36" fill="none" stroke="${dark}" stroke-width="3"/><path d="M48 32H52L51.500 50H48.500Z" fill="${dark}"/><path d="M38 15Q44 11 50 11" stroke="#fff" stroke-width="2" fill="none" opacity="0.6"/>`
}

export function cap(colour: string, rim: string): string {
  return `<path d="M27 34C24 14 40 7 54 8S77 18 73 34Q50 24 27 34Z" fill="${colour}"/><path d="M26 35Q50 24 74 35L73 39Q50 28 27 39Z" fill="${rim}"/>`
}

export function circlet(colour: string): string {
  return `<path d="M30 33Q50 25 70 33" fill="none" stroke="${mix(colour, '#3a2408', 0.45)}" stroke-width="3.600"/><path d="M30 32.500Q50 24.500 70 32.500" fill="none" stroke="${colour}" stroke-width="2.200"/><circle cx="50" cy="28.500" r="2.600" fill="#9a2c3a" stroke="${colour}"/>`
}

export function pointedHat(colour: string, band: string): string {
  return `<path d="M14 35Q50 18 86 35Q66 30 50 30T14 35Z" fill="${mix(colour, '#000000', 0.3)}"/><path d="M29 31C34 18 38 8 62 0C58 10 66 18 71 31Q50 22 29 31Z" fill="${colour}"/><path d="M30 29Q50 20 70 29L71 33Q50 24 29 33Z" fill="${band}"/>`
}
