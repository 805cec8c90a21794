import type { Translated } from '../translated.ts'
import type { game as english } from '../english/game.ts'

export const game: Translated<typeof english> = {
  'log.name': 'Verlauf',
  'log.message': 'Nachricht',
  'log.placeholder': 'Etwas sagen, oder /roll 1d20+5',
  'log.send': 'Senden',
  'log.empty': 'Der Verlauf erzählt, was geschieht. Sag hallo, oder würfle mit /roll 1d20.',
  'log.secret': 'Nur die Spielleitung sieht das',
  'log.whisper': 'Geflüstert',
  'log.newest': 'Zum Neuesten',
  'log.someone': 'Jemand',
  'log.dieDropped': (value) => `${value}, zählt nicht`,
  'actors.name': 'Figuren',
  'actors.empty': 'Noch niemand da. Hol Helden und Monster aus dem Kompendium.',
  'actors.openCompendium': 'Kompendium öffnen',
  'actors.hitPoints': (value, maximum) => `${value} von ${maximum} Trefferpunkten`,
  'actors.playedByYou': 'Diese Figur spielst du',
  'actors.play': 'Spielen',
  'actors.claim': (name) => `${name} spielen`,
  'actors.isPlayed': (players, name) =>
    `${players} spielt ${name} schon. Ihr könnt zusammen spielen.`,
  'actors.playToo': 'Mitspielen',
  'compendium.placed': (name) => `${name} steht auf der Karte.`,
  'compendium.placedMany': (count, name) => `${count} mal ${name} steht auf der Karte.`,
  'compendium.placedHidden': (name) => `${name} steht auf der Karte. Nur du siehst es.`,
  'compendium.placedManyHidden': (count, name) =>
    `${count} mal ${name} steht auf der Karte. Nur du siehst sie.`,
  'sheet.amount': 'Betrag',
  'sheet.damage': 'Schaden',
  'sheet.heal': 'Heilen',
  'sheet.conditions': 'Zustände',
  'fight.start': 'Kampf beginnen',
  'fight.name': 'Initiative',
  'fight.order': 'Zugfolge',
  'fight.roundWord': 'Runde',
  'fight.next': 'Nächster Zug',
  'fight.end': 'Kampf beenden',
  'fight.turnOf': (name) => `${name} ist am Zug`,
  'fight.inTurn': (name, initiative) => `${name}, Initiative ${initiative}`,
  'fight.choose': (action) => `Wähle: ${action}`,
  'fight.chooseFor': (action, name) => `${action}: ${name}`,
  'fight.noChoice': (name, action) => `${name} hat nichts für ${action}.`,
  'fight.aim': (what) => `${what}: Ziel wählen`,
  'fight.aimWith': (action, choice) => `${action} mit ${choice}`,
  'merges.came': (count, first) =>
    count === 1
      ? `${first} wurde getrennt geändert und vereint.`
      : `${count} Werte wurden getrennt geändert und vereint.`,
  'merges.show': 'Zeigen',
  'time.now': 'gerade eben',
  'time.locale': 'de-DE',
}
