import type { Translated } from '../translated.ts'
import type { saved as english } from '../english/saved.ts'

/** Wo das Spiel gespeichert ist, und was zu tun ist, wenn es dort nicht ist. */
export const saved: Translated<typeof english> = {
  'saved.name': 'Wo gespeichert ist',
  'saved.details': 'Einzelheiten zum Speicherort',
  'saved.both': 'Hier und auf dem Relay gespeichert',
  'saved.device': 'Auf diesem Gerät gespeichert',
  'saved.tab': (reason) => `Nur in diesem Tab: ${reason}`,
  'saved.tabAndRelay': (reason) => `Auf dem Relay gespeichert, nicht auf diesem Gerät: ${reason}`,
  'saved.waiting': (count) =>
    count === 1 ? '1 Änderung wartet auf das Relay' : `${count} Änderungen warten auf das Relay`,
  'saved.kept': (count) =>
    count === 1
      ? '1 Änderung bleibt nur auf diesem Gerät'
      : `${count} Änderungen bleiben nur auf diesem Gerät`,
  'saved.short.kept': (count) => `${count} nicht geteilt`,
  'saved.connecting': 'Verbindung zum Relay wird aufgebaut',
  'saved.offline': 'das Relay ist nicht erreichbar',
  'saved.sending': 'wird ans Relay gesendet',
  'saved.receiving': (received, expected) => `${received} von ${expected} Änderungen erhalten`,
  'saved.outOfSync': (sentence) => `Nicht im Gleichschritt mit dem Relay: ${sentence}`,
  'saved.resyncing': 'alles wird mit dem Relay verglichen',
  'saved.refused': (reason) => `Das Relay lehnt ab: ${reason}`,
  'saved.short.both': 'Gespeichert',
  'saved.awaited': 'die Sitzung ist noch nicht beim Relay angekommen',
  'saved.short.device': 'Auf dem Gerät',
  'saved.short.tab': 'Nur dieser Tab',
  'saved.short.waiting': (count) => `${count} warten`,
  'saved.short.busy': 'Abgleich',
  'saved.short.refused': 'Abgelehnt',
  'saved.diagnostics': 'Diagnose',
  'saved.row.link': 'Verbindung',
  'saved.row.device': 'Dieses Gerät',
  'saved.row.relay': 'Das Relay',
  'saved.row.waiting': 'Noch zu senden',
  'saved.row.kept': 'Vom Relay nicht angenommen',
  'saved.row.room': 'Raum',
  'saved.row.version': 'Spielsystem',
  'saved.deviceYes': 'Behält alles. Neu laden oder Browser schließen: es ist alles noch da.',
  'saved.deviceNo':
    'Kann das Spiel nicht behalten: Mit dem Tab geht verloren, was das Relay nicht hat.',
  'saved.relayYes': 'Hat alles, versiegelt. Lesen kann es davon kein Wort.',
  'saved.relayMost':
    'Hat alles außer dem, was es von diesem Gerät nicht annahm. Lesen kann es davon kein Wort.',
  'saved.relayNo': 'Gerade nicht erreichbar. Spielt weiter: es wird von selbst nachgeholt.',
  'saved.row.noticed': 'In diesem Tab bemerkt',
  'saved.noticed.merges': (count) => `Zusammenführungen: ${count}`,
  'saved.noticed.rereads': (count) => `Verlauf neu gelesen: ${count}`,
  'saved.noticed.drifts': (found, mended) =>
    `Kopien, die von einem anderen Gerät abwichen: ${found}, behoben: ${mended}`,
  'saved.noticed.relay': (count) => `Wie oft das Relay anderen etwas anderes zeigte: ${count}`,
  'saved.problems': 'Fehler in diesem Tab',
  'saved.noProblems': 'Keine.',
}
