/** Pixels a cell of a picture: by what its name says ('Crypt 30x20.png', '140dpi'), else by its size. */
export function guessCellPixels(name: string, widthPixels: number, heightPixels: number): number {
  const inCells = /(?:^|[^\d])(\d{1,3})\s?[x×]\s?(\d{1,3})(?:[^\d]|$)/i.exec(name)
  if (inCells !== null) {
    const across = widthPixels / Number(inCells[1])
    const down = heightPixels / Number(inCells[2])
    if (across >= leastPixels && Math.abs(across - down) < across * 0.02) return across
  }
  const perCell = /(?:^|[^\d])(\d{2,3})\s?(?:dpi|ppi|px|ppg)/i.exec(name)
  if (perCell !== null && Number(perCell[1]) >= leastPixels) return Number(perCell[1])
  const dividing = usual.find((size) => widthPixels % size === 0 && heightPixels % size === 0)
  return dividing ?? Math.max(leastPixels, Math.round(Math.max(widthPixels, heightPixels) / 30))
}

const leastPixels = 8
/** What map makers export, likeliest first. */
const usual = [140, 70, 100, 150, 256, 200, 300, 128, 72, 64, 50]
