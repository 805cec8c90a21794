export const sound = {
  'sound.name': 'Sound',
  'sound.music': 'Music',
  'sound.ambience': 'Ambience',
  'sound.blocked': 'Your browser keeps the sound back until you click.',
  'sound.allow': 'Let it sound',
}
