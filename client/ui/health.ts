/** How a measure of health is coloured: high above a half, middle above a quarter, else low. */
export function healthTone(value: number, maximum: number): 'high' | 'middle' | 'low' {
  if (maximum <= 0 || value * 4 <= maximum) return 'low'
  return value * 2 <= maximum ? 'middle' : 'high'
}
