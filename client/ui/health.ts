/** How much is left of something of which only its looks are told, as a share of the whole. */
export const shareByLooks = {
  unhurt: 1,
  scratched: 0.85,
  hurt: 0.62,
  bloodied: 0.4,
  failing: 0.15,
} as const

/** How a measure of health is coloured: high above a half, middle above a quarter, else low. */
export function healthTone(value: number, maximum: number): 'high' | 'middle' | 'low' {
  if (maximum <= 0 || value * 4 <= maximum) return 'low'
  return value * 2 <= maximum ? 'middle' : 'high'
}
