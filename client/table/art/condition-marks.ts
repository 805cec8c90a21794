/** Marks for conditions, as lines on a field of 24 × 24, by the condition's id. */
const marks: Readonly<Record<string, string>> = {
  blinded: 'M4 12C7 7 17 7 20 12C17 17 7 17 4 12ZM5 19L19 5',
  charmed: 'M12 19C4 13 5 6 9 6C11 6 12 8 12 9C12 8 13 6 15 6C19 6 20 13 12 19Z',
  deafened: 'M8 14C6 6 17 4 17 10C17 14 13 13 13 17C13 20 9 20 9 17M4 20L20 4',
  exhaustion: 'M6 5H18M6 19H18M8 5C8 11 16 13 16 19M16 5C16 11 8 13 8 19',
  frightened: 'M7 20V11C7 5 17 5 17 11V20L14.5 18L12 20L9.5 18ZM10 11V12M14 11V12',
  grappled: 'M7 12V8M10 12V6M13 12V6M16 12V8M7 12C7 20 17 20 17 14V11',
  incapacitated: 'M12 4A8 8 0 1 0 12 20A8 8 0 1 0 12 4M6.5 6.5L17.5 17.5',
  invisible: 'M12 5A7 7 0 0 1 19 12M12 19A7 7 0 0 1 5 12M8 6.3L7 7M16 17.7L17 17M12 12V12.1',
  paralyzed: 'M13 3L6 13H11L10 21L18 10H13Z',
  petrified: 'M5 19L8 8L13 5L19 10L19 19ZM8 8L12 12L19 10M12 12L11 19',
  poisoned: 'M12 4C15 9 17.5 11 17.5 14.5A5.5 5.5 0 0 1 6.5 14.5C6.5 11 9 9 12 4Z',
  prone: 'M4 17H20M7 17L11 12L16 12L19 9M5.5 11V11.1',
  restrained: 'M9 9V7A3 3 0 0 1 15 7V9M7 9H17V19H7ZM12 13V15',
  stunned: 'M12 4L13.8 10.2L20 12L13.8 13.8L12 20L10.2 13.8L4 12L10.2 10.2Z',
  unconscious: 'M6 7H12L6 14H12M14 12H19L14 18H19',
  dead: 'M6 6L18 18M18 6L6 18',
  stable: 'M12 5V19M5 12H19',
  concentrating:
    'M12 7A5 5 0 1 0 12 17A5 5 0 1 0 12 7M12 11.5V12.5M12 3V4M12 20V21M3 12H4M20 12H21',
}

/** The mark of a condition; undefined when it has none and wears its first letter instead. */
export function conditionMark(id: string): string | undefined {
  const name = id.slice(0, 40).toLowerCase()
  return Object.hasOwn(marks, name) ? marks[name] : undefined
}
