import type { MapPoint } from '../map-plan.ts'

/**
 * Makes one place of ends that nearly meet, in the order they come: programs round, and through a gap of a
 * hundredth of a cell one would see into the next room.
 */
export function createWelder(): (place: MapPoint) => MapPoint {
  const placesByBucket = new Map<string, MapPoint[]>()

  function weld(place: MapPoint): MapPoint {
    const column = Math.floor(place.x / weldCells)
    const row = Math.floor(place.y / weldCells)
    for (let down = -1; down <= 1; down += 1) {
      for (let across = -1; across <= 1; across += 1) {
        const near = placesByBucket.get(`${column + across} ${row + down}`)?.find((other) => {
          return Math.hypot(other.x - place.x, other.y - place.y) < weldCells
        })
        if (near !== undefined) return near
      }
    }
    const key = `${column} ${row}`
    const there = placesByBucket.get(key)
    if (there === undefined) placesByBucket.set(key, [place])
    else there.push(place)
    return place
  }

  return weld
}

/** A fiftieth of a cell: nobody draws a gap or a wall this short on purpose. */
const weldCells = 0.02
