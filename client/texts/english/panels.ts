/** What sheets and the list of merges say. */
export const panels = {
  'sheet.none': 'Pick a token or an actor to see its sheet.',
  'sheet.of': (name: string) => `Sheet of ${name}`,
  'sheet.roll': (label: string) => `Roll ${label}`,
  'sheet.less': (label: string) => `Less ${label}`,
  'sheet.more': (label: string) => `More ${label}`,
  'sheet.of.maximum': (maximum: number) => `of ${maximum}`,
  'sheet.addCondition': 'Add a condition',
  'sheet.removeCondition': (name: string) => `Remove ${name}`,
  'sheet.noConditions': 'None',
  'sheet.actions': 'Actions',
  'sheet.use': (name: string) => `Use ${name}`,
  'sheet.emptyList': 'Nothing here yet.',
  'merges.name': 'Merges',
  'merges.empty':
    'Nothing had to be merged yet. When people change the same thing apart, it is listed here with the rule that joined it.',
  'merges.live': 'Still open',
  'merges.apart': (writes: string, result: string, why: string) =>
    `${writes}, apart: ${result} stands, because ${why}.`,
  'merges.wasApart': (writes: string, result: string, why: string) =>
    `${writes}, apart: it came to ${result}, because ${why}.`,
  'merges.gone': (writes: string) => `${writes}, while somebody else changed it: it stays removed.`,
  'merges.set': (who: string, value: string) => `${who} set ${value}`,
  'merges.more': (who: string, value: string) => `${who} added ${value}`,
  'merges.less': (who: string, value: string) => `${who} took away ${value}`,
  'merges.added': (who: string, value: string) => `${who} added ${value}`,
  'merges.removed': (who: string) => `${who} removed it`,
  'merges.removedElement': (who: string, value: string) => `${who} removed ${value}`,
  'merges.kept': (who: string) => `${who} kept it`,
  'merges.choice': (who: string, value: string, when: string) =>
    `${who} let ${value} stand instead, ${when}.`,
  'merges.choiceBack': (who: string, when: string) => `${who} brought it back, ${when}.`,
  'merges.instead': 'Let another stand',
  'merges.letStand': (value: string) => `Let ${value} stand`,
  'merges.bringBack': 'Bring it back',
  'merges.overruled': (what: string, value: string) => `${what} is ${value} now.`,
  'merges.broughtBack': 'It is back.',
}
