/** What a merge rule does, in the words of a player. */
export const rules = {
  'rule.tallyMin': 'Every addition counts; of numbers typed apart, the lowest stands.',
  'rule.tallyMax': 'Every addition counts; of numbers typed apart, the highest stands.',
  'rule.tallyLast': 'Every addition counts; of numbers typed apart, the last one stands.',
  'rule.min': 'The lowest stands.',
  'rule.max': 'The highest stands.',
  'rule.last': 'The last one written stands.',
  'rule.addWins': 'Added by one and removed by another apart: it stays.',
  'rule.on': 'Switched on by one and off by another apart: on stands.',
  'rule.off': 'Switched on by one and off by another apart: off stands.',
  'rule.all': 'Everything that was written is kept.',
  'rule.text': 'What both typed is kept, each where it was typed.',
  'rule.existence':
    'Removed by one and changed by another apart: it stays removed. Undo brings it back.',
  'rule.manual': 'A game master decides; until then the newest shows.',
  'rule.gmWins': 'What a game master wrote stands.',
}
