/** Who stands on the map of a session that was just started, as far as stories name them. */
export const fighter = 'Brannor'
export const goblin = 'Goblin'
export const cleric = 'Sister Maren'
export const otherGoblin = 'Goblin 3'

/** Harder to fell than a goblin: 27 hit points. */
export const bugbear = 'Bugbear'
