/** Who stands on the map of a session that was just started, as far as stories name them. */
export const fighter = 'Brannor'
export const goblin = 'Goblin'
export const wolf = 'Wolf'
