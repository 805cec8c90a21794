import type { refused as english } from '../english/refused.ts'
import type { Translated } from '../translated.ts'

export const refused: Translated<typeof english> = {
  'refused.gone': 'Das ist nicht mehr da.',
  'refused.noScene': 'Es ist keine Szene offen.',
  'refused.spectatorPlay': 'Wer zuschaut, kann mitreden, aber nicht mitspielen.',
  'refused.spectatorWrite': 'Wer zuschaut, kann am Tisch nichts ändern.',
  'refused.spectatorRename': 'Wer zuschaut, kann die Sitzung nicht umbenennen.',
  'refused.sessionName': 'Eine Sitzung braucht einen Namen.',
  'refused.failedWrite': (why) => `Nichts wurde geändert: ${why}`,
  'refused.doesNotFit': (why) => `Das passt hier nicht: ${why}`,
  'refused.noName': (what) => `„${what}“ benennt nichts im Spiel.`,
  'refused.thereAlready': (what) => `„${what}“ gibt es schon.`,
  'refused.unknownWay': 'Diese Version weiß nicht, wie das geht.',

  'refused.noAction': (system, action) => `${system} kennt die Aktion „${action}“ nicht.`,
  'refused.actionInput': (action, why) => `„${action}“ geht so nicht: ${why}`,
  'refused.actionFailed': (action, system, why) =>
    `„${action}“ ist in ${system} gescheitert; nichts wurde geändert. (${why})`,
  'refused.actorGone': 'Diesen Akteur gibt es nicht mehr.',
  'refused.notRemoved': 'Es gibt nichts zurückzuholen: Es ist nicht entfernt.',
  'refused.notYourPicture': 'Ein Bild ändern kann nur, wer die Figur spielt, und die Spielleitung.',

  'refused.logOpening': 'Das Protokoll wird noch geöffnet. Gleich noch einmal versuchen.',
  'refused.whisperPair': 'Geflüstert wird zwischen Spielern und der Spielleitung.',
  'refused.spectatorWhisper':
    'Was Zuschauer sagen, ist für alle: Nur Spieler und die Spielleitung flüstern.',
  'refused.noPrivateLog': (name) =>
    `${name} war noch nicht hier; darum gibt es noch keinen Ort zum Flüstern.`,
  'refused.nothingSaid': 'Noch steht nichts da.',
  'refused.nothingToThem': (name) => `Hier fehlt, was ${name} hören soll.`,
  'refused.lineTooLong': (most) => `Eine Zeile hat höchstens ${most} Zeichen.`,
  'refused.whichDice': 'Hier fehlen die Würfel: /roll 2d6+3.',
  'refused.whatYouDo': 'Hier fehlt, was geschieht: /me öffnet die Tür.',
  'refused.noCommand': (name) =>
    `Den Befehl „/${name}“ gibt es nicht. Bekannt sind /roll, /me und /w.`,
  'refused.nobodyElse': 'Noch ist sonst niemand in der Sitzung.',
  'refused.nobodyNamed': (known) => `So heißt hier niemand. Bekannt: ${known}.`,

  'refused.gmScenes': 'Nur die Spielleitung kann Szenen ändern.',
  'refused.sceneName': 'Eine Szene braucht einen Namen.',
  'refused.onlyScene':
    'Das ist die einzige Szene, die Spieler sehen. Erst muss eine andere gezeigt werden.',
  'refused.sceneUnseen': 'Spieler sehen diese Szene noch nicht. Erst muss sie gezeigt werden.',
  'refused.noParty': 'Keine Figur der Spieler steht auf einer anderen Szene.',
  'refused.everyoneHere':
    'Alle sind auf dieser Szene. Erst müssen sie auf eine andere gebracht werden.',
  'refused.broughtSince': 'Sie wurden inzwischen auf eine andere Szene gebracht.',

  'refused.gmMap': 'Nur die Spielleitung kann die Karte ändern.',
  'refused.cellsTooSmall': 'Mit solchen Feldern würde die Karte zu groß.',
  'refused.doorGone': 'Diese Tür gibt es nicht mehr.',
  'refused.wallTooShort': 'Das ist zu kurz für eine Wand.',
  'refused.areaTooSmall': 'Diese Fläche ist zu klein oder liegt außerhalb der Karte.',
  'refused.lampTooFar': 'So weit von der Karte kann keine Lampe stehen oder leuchten.',
  'refused.noSceneToDraw': 'Es ist keine Szene offen, auf der gezeichnet werden kann.',
  'refused.notYourDrawing':
    'Das hat jemand anderes gezeichnet; ändern können es nur diese Person und die Spielleitung.',

  'refused.noSceneToPlace': 'Es ist keine Szene offen, auf der das stehen könnte.',
  'refused.gmPlaceHidden': 'Nur die Spielleitung kann verborgene Figuren aufstellen.',
  'refused.gmHide': 'Nur die Spielleitung kann Figuren verbergen.',
  'refused.gmReveal': 'Nur die Spielleitung kann Figuren zeigen.',
  'refused.gmGlimpse': 'Nur die Spielleitung entscheidet, wer eine Figur sieht.',
  'refused.notMetYet':
    'Dieses Gerät ist ihnen noch nicht begegnet: Es geht, sobald sie einmal hier waren.',

  'refused.entryGone': 'Das steht nicht mehr im Journal.',
  'refused.entryTitle': 'Ein Eintrag braucht einen Titel.',
  'refused.spectatorJournal': 'Wer zuschaut, kann das Journal lesen, aber nicht hineinschreiben.',
  'refused.boxChanged': 'Dieses Kästchen hat sich inzwischen geändert.',
  'refused.gmSecretEntry': 'Nur die Spielleitung kann schreiben, was Spieler nicht lesen.',
  'refused.gmHideEntry': 'Nur die Spielleitung kann Einträge verbergen.',
  'refused.gmRevealEntry': 'Nur die Spielleitung kann Einträge zeigen.',
  'refused.gmHandout': 'Nur die Spielleitung kann etwas ausgeben.',
  'refused.gmHandoutBack': 'Nur die Spielleitung kann Ausgegebenes zurücknehmen.',
  'refused.handoutNotMet': 'Jemand war noch nicht hier und kann darum noch nichts bekommen.',
  'refused.noCopy': 'Niemand hält mehr eine Kopie.',

  'refused.fileGone': 'Das ist nicht mehr in der Bibliothek.',
  'refused.fileName': 'Eine Datei braucht einen Namen.',
  'refused.tagName': 'Ein Stichwort braucht einen Namen.',
  'refused.notYourFile':
    'Eine Datei ändern kann nur, wer sie hinzugefügt hat, und die Spielleitung.',
  'refused.spectatorFile': 'Wer zuschaut, kann Dateien ansehen, aber keine hinzufügen.',
  'refused.gmSecretFile': 'Nur die Spielleitung kann Dateien für sich behalten.',
  'refused.gmFile': 'Nur die Spielleitung kann sagen, wer eine Datei sieht.',
  'refused.fileNotMet': 'Jemand war noch nicht hier und kann die Datei darum noch nicht sehen.',

  'refused.gmSound': 'Nur die Spielleitung entscheidet, was zu hören ist.',
  'refused.noMusic': 'Dort läuft keine Musik.',
  'refused.nothingToPlay': 'Darin ist nichts zum Abspielen.',
  'refused.playlistGone': 'Diese Spielliste gibt es nicht mehr.',
  'refused.playlistName': 'Eine Spielliste braucht einen Namen.',
}
