/** Words that make somebody curious: 'The Amber Crypt'. */
export function inventSessionName(random: () => number): string {
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? ''
  return `The ${pick(qualities)} ${pick(places)}`
}

const qualities = (
  'Amber Ashen Borrowed Brass Broken Candlelit Crooked Drowned Ember Fallow Forgotten Gilded Hollow ' +
  'Hushed Iron Ivory Lantern Last Midnight Mossy Painted Salt Silver Sleeping Starless Sunken ' +
  'Thorned Velvet Wandering Whispering Winter Wolfless'
).split(' ')

const places = (
  'Abbey Bazaar Bridge Cairn Cellar Citadel Crossing Crown Crypt Feast Ferry Gallery Garden Gate ' +
  'Harbour Hearth Keep Labyrinth Library Lighthouse Marsh Mill Mirror Observatory Orchard Oath ' +
  'Pact Road Spire Throne Tower Well'
).split(' ')
