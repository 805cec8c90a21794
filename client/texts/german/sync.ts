import type { Translated } from '../translated.ts'
import type { sync as english } from '../english/sync.ts'

/** Was ein Gerät merkt, während es eine Sitzung mit dem Relay im Gleichschritt hält. */
export const sync: Translated<typeof english> = {
  'sync.awaited':
    'Diese Sitzung ist noch nicht beim Relay angekommen. Sie öffnet sich von selbst, sobald verbunden ist, wer sie begonnen hat.',
  'sync.rejected.malformed': 'es konnte nicht lesen, was dieses Gerät geschickt hat.',
  'sync.rejected.proofFailed': 'dieses Gerät konnte seinen Schlüssel nicht nachweisen.',
  'sync.rejected.notAllowed': 'die Zertifikate dieses Geräts lassen es nicht hinein.',
  'sync.rejected.unknownVersion':
    'es spricht eine andere Fassung des Protokolls. Lade die Seite neu, um die neueste zu bekommen.',
  'sync.rejected.memberTaken':
    'ein anderes Gerät ist schon dieses Mitglied. Öffne den Einladungslink noch einmal.',
  'sync.rejected.inviteExpired': 'die Einladung ist abgelaufen, bitte um eine neue.',
  'sync.rejected.inviteUsedUp':
    'die Einladung wurde so oft benutzt, wie sie erlaubt, bitte um eine neue.',
  'sync.rejected.tooManyDevices': 'die Sitzung hat so viele Geräte, wie sie erlaubt.',
  'sync.rejected.messageTooLong': 'eine Nachricht war länger, als es erlaubt.',
  'sync.rejected.unknown': 'es lässt dieses Gerät nicht hinein.',
  'sync.divergence.epochChanged':
    'Das Relay hat für diese Sitzung einen neuen Verlauf begonnen; was ihm fehlt, wird von diesem Gerät nachgetragen.',
  'sync.divergence.behind':
    'Das Relay hat einen Teil dieser Sitzung verloren; was ihm fehlt, wird von diesem Gerät nachgetragen.',
  'sync.divergence.diverged':
    'Das Relay zeigt einen anderen Verlauf dieser Sitzung als zuvor; beide werden zusammengeführt.',
  'sync.divergence.pruned': 'Dieses Gerät war lange weg; es holt aus einem Abbild der Sitzung auf.',
  'sync.divergence.incomplete':
    'Dieses Gerät hat einen Teil seiner Kopie verloren; die Sitzung wird neu vom Relay gelesen.',
  'sync.unreached': (times) =>
    `Das Relay war ${times} Mal hintereinander nicht zu erreichen. Alles bleibt auf diesem Gerät und wird gesendet, sobald das Relay wieder da ist.`,
  'sync.leftOut.unknownAuthor': (seq) =>
    `Änderung ${seq} dieser Sitzung wurde ausgelassen: Niemand bürgt für das Gerät, das sie geschrieben hat.`,
  'sync.leftOut.notAllowed': (seq) =>
    `Änderung ${seq} dieser Sitzung wurde ausgelassen: Wer sie schrieb, darf dort nicht schreiben.`,
  'sync.leftOut.badSignature': (seq) =>
    `Änderung ${seq} dieser Sitzung wurde ausgelassen: Sie wurde unterwegs verändert.`,
  'sync.leftOut.unreadable': (seq) =>
    `Änderung ${seq} dieser Sitzung wurde ausgelassen: Sie öffnet sich nicht mit dem Schlüssel dieser Sitzung.`,
  'sync.leftOut.malformed': (seq) =>
    `Änderung ${seq} dieser Sitzung wurde ausgelassen: Sie war nicht zu lesen.`,
  'sync.drift': (document) =>
    `Ein anderes Gerät zeigt einen Teil dieser Sitzung (${document}) anders; er wird neu vom Relay gelesen. Lade die Seite neu, falls das nicht vergeht; verloren ist nichts.`,
  'sync.copyClosed':
    'Dieser Browser hat seine Kopie eines Dokuments nicht geöffnet; die des Relays wird benutzt.',
  'sync.fork':
    'Das Relay zeigt anderen Geräten einen anderen Verlauf dieser Sitzung als diesem. Frag, wer es betreibt, oder zieh mit der Sitzung auf ein anderes Relay um.',
  'sync.keptBack':
    'Andere haben Änderungen gesehen, die das Relay diesem Gerät nicht zeigt. Frag, wer es betreibt, oder lade diese Seite neu.',
  'sync.falseSnapshot':
    'Jemand hat ein Abbild dieser Sitzung angeboten, das nicht zu diesem Gerät passt; dafür wurde nicht gebürgt.',
  'sync.lacking':
    'Ein Teil dieser Sitzung war vom Relay nicht zu lesen. Er kommt, sobald ein Gerät hier ist, das ihn hat.',
  'sync.notYours': 'Deine Rolle darf das nicht ändern, darum bleibt es nur auf diesem Gerät.',
  'sync.relayFull':
    'Das Relay hat für diese Sitzung keinen Platz mehr, darum bleiben neue Änderungen auf diesem Gerät.',
  'sync.diskFull':
    'Die Festplatte des Relays ist voll, darum bleiben neue Änderungen auf diesem Gerät. Sie werden von selbst gesendet, sobald wieder Platz ist.',
  'sync.writeRefused':
    'Das Relay hat eine Änderung dieses Geräts abgelehnt: Es darf dort nicht schreiben. Sie bleibt nur auf diesem Gerät.',
  'sync.memory.refused':
    'dieses Gerät nimmt nicht an, was geschrieben wird (vielleicht ist sein Speicher voll).',
  'sync.memory.none': 'dieser Browser behält nichts auf dem Gerät.',
}
