/** Why a merge came to what it did, in the words of a player; each ends a sentence after "because". */
export const rules = {
  'because.lower': 'the lower counts',
  'because.higher': 'the higher counts',
  'because.sum': 'every addition counts',
  'because.last': 'the last one counts',
  'because.added': 'what somebody added stays',
  'because.on': 'on counts',
  'because.off': 'off counts',
  'because.all': 'all of it is kept',
  'because.manual': 'a game master decides, and until then the newest shows',
  'because.gm': 'what a game master wrote counts',
}
